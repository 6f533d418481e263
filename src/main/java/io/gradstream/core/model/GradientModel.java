package io.gradstream.core.model;

import io.gradstream.core.data.Examples;
import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.loss.Loss;
import java.util.List;

/**
 * A model that goes from a loss to gradients, along which any {@link
 * io.gradstream.core.optim.GradientOptimizer} steps it.
 *
 * <p>Training writes gradients into the groups and, where a layer keeps running statistics, those;
 * an optimizer then steps the groups.
 */
public interface GradientModel extends Model {

  /** Writes the raw outputs into {@code z}, {@link #outputs} long; changes nothing. */
  void outputs(FeatureVector x, double[] z);

  @Override
  default void score(FeatureVector x, Loss loss, double[] z, double[] scores) {
    outputs(x, z);
    loss.score(z, scores);
  }

  /** Writes down what {@link #outputs(FeatureVector, double[])} does. */
  Node draw(Graph graph, Columns x);

  @Override
  default Node draw(Graph graph, Columns x, Loss loss) {
    return loss.draw(graph, draw(graph, x));
  }

  @Override
  default void logits(FeatureVector x, Loss loss, double[] logits) {
    outputs(x, logits);
  }

  @Override
  default void slopes(FeatureVector x, Loss loss, int output, double[] slopes) {
    double[] dz = new double[outputs()];
    dz[output] = 1;
    slopes(x, dz, slopes);
  }

  /**
   * Adds the derivatives by the values of {@code x} of a sum of the raw outputs; changes nothing.
   *
   * @param dz what each output is multiplied by in the sum
   * @param slopes by pair of {@code x}
   */
  void slopes(FeatureVector x, double[] dz, double[] slopes);

  /**
   * Replaces the gradients of all groups by those of the mean loss over {@code batch}, each
   * example's loss times its weight, the sum divided by the number of examples.
   *
   * @param step number of the step for which this is, from 1: what is random depends on it
   * @return whether all raw outputs were finite; the gradients mean nothing otherwise
   */
  boolean gradients(Examples batch, Loss loss, long step);

  /**
   * Does the same for a batch of one whose outputs are known from its prediction.
   *
   * @param z what {@link #outputs} wrote
   * @param scores what the loss made of it
   */
  boolean gradients(
      FeatureVector x,
      double[] z,
      double[] scores,
      double label,
      double weight,
      Loss loss,
      long step);

  /**
   * Returns the mean loss whose gradients {@link #gradients} finds: as a step sees the batch, with
   * its statistics and its dropped units. Changes no state and may overwrite the gradients.
   */
  double loss(Examples batch, Loss loss, long step);

  /**
   * Takes over what the last batch changed beside its gradients, such as running statistics; called
   * after the step that was taken with them, and not for one that was dropped.
   */
  default void stepped() {}

  /**
   * Returns the share of a group's units that no example of a step made active since the window
   * began; NaN where units cannot die.
   */
  default double deadUnits(int group) {
    return Double.NaN;
  }

  /** Begins another window in which units are watched. */
  default void beginWindow() {}

  /** Returns the groups of parameters, from input to output. */
  List<ParameterGroup> groups();

  @Override
  default int parameterCount() {
    int count = 0;
    for (ParameterGroup group : groups()) {
      count += group.parameters().rows() * group.parameters().width();
    }
    return count;
  }
}
