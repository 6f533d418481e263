package io.gradstream.core.optim;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;

/**
 * An optimizer of linear models that steps example by example, where the parameters lie.
 *
 * <p>It may do what a gradient alone does not allow: take the derivative where the step ends, or
 * make its weights from the inputs' scale. Several of them can share the rows of one model.
 */
public interface OnlineRule extends Optimizer {

  /** Returns how many sums it keeps for a whole model, beside those of each weight. */
  default int sums() {
    return 0;
  }

  /**
   * Returns the output for {@code x}; changes nothing.
   *
   * @param sums the rule's sums for the model
   */
  default double output(Lane lane, FeatureVector x, double[] sums, int firstSum) {
    double[] w = lane.cells;
    int[] offsets = lane.offsets;
    double[] values = x.values();
    int size = x.size();
    int first = lane.first;
    double sum = 0;
    for (int i = 0; i < size; i++) {
      int at = offsets[i] + first;
      sum += at < lane.end ? w[at] * values[i] : 0;
    }
    return sum;
  }

  /**
   * Adds the derivatives of {@link #output} by the values of {@code x}; changes nothing.
   *
   * @param factor what they are multiplied by
   * @param slopes by pair of {@code x}
   */
  default void slopes(
      Lane lane, FeatureVector x, double[] sums, int firstSum, double factor, double[] slopes) {
    for (int i = 0; i < x.size(); i++) {
      int at = lane.offsets[i] + lane.first;
      slopes[i] += at < lane.end ? factor * lane.cells[at] : 0;
    }
  }

  /**
   * Writes down what {@link #output} does, of outputs that follow each other.
   *
   * @param outputs how many
   * @param cells the rule's parameters
   * @param sums the rule's sums for the model
   */
  default Node draw(Graph graph, Columns x, int outputs, Cells cells, double[] sums, int firstSum) {
    return x.weighted(graph, outputs, (row, output) -> cells.get(row, output, 0));
  }

  /** The parameters of a rule, by row and output. */
  @FunctionalInterface
  interface Cells {

    /** Returns a weight, slot 0, or a moment; 0 for a row that is not there. */
    double get(int row, int output, int slot);
  }

  /** Returns the weight that a cell of weights stands for. */
  default double weight(double cell, double[] sums, int firstSum) {
    return cell;
  }

  /** Tells whether {@link #output} is the weighted sum of {@code x}, as without this rule. */
  default boolean isPlain() {
    return true;
  }

  /**
   * Counts the example of the last {@link #output} into the rule's sums of the model, before its
   * outputs are stepped.
   *
   * @param lane of any of the outputs
   */
  default void count(Lane lane, double[] sums, int firstSum) {}

  /**
   * Takes a step for one output.
   *
   * @param x its rows are all there
   * @param t 1 for the first step
   * @param factor what a schedule multiplies the rate by
   */
  void step(Lane lane, FeatureVector x, Slope slope, long t, double factor);
}
