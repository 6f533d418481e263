package io.gradstream.core.model;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.math.Randomness;
import io.gradstream.core.state.LongArray;
import java.util.Arrays;
import java.util.Optional;

/**
 * One layer of hidden units: weighted sums, batch normalisation if wanted, activation, dropout.
 *
 * <p>Dropout is inverted: what is left of a step's units is scaled up by {@code 1 / (1 - p)}, so a
 * prediction needs no scaling (N. Srivastava et al., "Dropout", JMLR 15, 2014, in the form in which
 * libraries have it). What is here besides parameters is scratch memory, not state.
 */
final class HiddenLayer {

  private final int number;
  private final Parameters parameters;
  private final ParameterGroup group;
  private final Activation activation;
  private final Optional<BatchNorm> norm;
  private final double dropout;
  private final LongArray active; // by unit, 1 once it was active in the window
  private final Randomness random;
  private final double[] row;
  private final boolean[] activeNow;
  private double[] sums = {};
  private double[] inner = {}; // what the activation is applied to
  private double[] outputs = {};
  private double[] deltas = {};

  /**
   * Creates a layer.
   *
   * @param number of the layer, from 1
   */
  HiddenLayer(
      int number,
      Parameters parameters,
      MlpRule rule,
      Optional<BatchNorm> norm,
      LongArray active,
      Randomness random) {
    this.number = number;
    this.parameters = parameters;
    this.norm = norm;
    this.random = random.split("dropout");
    group = ParameterGroup.of("layer " + number, parameters);
    this.active = active;
    activation = rule.activation();
    dropout = rule.dropout();
    row = new double[parameters.width()];
    activeNow = new boolean[row.length];
  }

  ParameterGroup group() {
    return group;
  }

  Optional<BatchNorm> norm() {
    return norm;
  }

  int units() {
    return parameters.width();
  }

  /** Writes the units' outputs for one record into {@code out}; changes no state. */
  void predict(FeatureVector x, FeatureVector out) {
    parameters.outputs(x, row);
    if (norm.isPresent()) {
      norm.get().predict(row);
    }
    out.clear();
    for (int unit = 0; unit < row.length; unit++) {
      out.add(1 + unit, activation.of(row[unit]));
    }
  }

  /** Writes down what {@link #predict(FeatureVector, FeatureVector)} does. */
  Node draw(Graph graph, Columns x) {
    Node sums = x.weighted(graph, units(), parameters::weight);
    return activation.draw(graph, norm.isPresent() ? norm.get().draw(graph, sums) : sums);
  }

  /** Does the same and writes the derivatives of the units' outputs by their sums. */
  void predict(FeatureVector x, FeatureVector out, double[] slopes) {
    predict(x, out);
    for (int unit = 0; unit < row.length; unit++) {
      double inner = norm.isPresent() ? norm.get().slope(unit) : 1;
      slopes[unit] = inner * activation.slope(row[unit], out.value(1 + unit));
    }
  }

  /** Makes room for a batch. */
  void begin(int size) {
    int length = size * units();
    if (outputs.length < length) {
      sums = new double[length];
      inner = norm.isEmpty() ? sums : new double[length];
      outputs = new double[length];
      deltas = new double[length];
    }
    Arrays.fill(deltas, 0, length, 0);
    Arrays.fill(activeNow, false);
    group.gradient().clear();
    if (norm.isPresent()) {
      norm.get().group().gradient().clear();
    }
  }

  /** Computes the weighted sums of one example of the batch. */
  void sum(int example, FeatureVector x) {
    parameters.outputs(x, row);
    System.arraycopy(row, 0, sums, example * row.length, row.length);
  }

  /** Computes the outputs of the batch from its sums. */
  void activate(int size, long step) {
    if (norm.isPresent()) {
      norm.get().forward(sums, inner, size);
    }
    for (int at = 0; at < size * units(); at++) {
      outputs[at] = kept(at, step) ? activation.of(inner[at]) / (1 - dropout) : 0;
      activeNow[at % activeNow.length] |= inner[at] > 0;
    }
  }

  /** Writes the outputs of one example, with a bias in front, into {@code out}. */
  void outputs(int example, FeatureVector out) {
    out.clear();
    for (int unit = 0; unit < units(); unit++) {
      out.add(1 + unit, outputs[example * units() + unit]);
    }
  }

  /** Returns the derivatives by the outputs of one example, to be added to: where they begin. */
  double[] deltas() {
    return deltas;
  }

  /** Carries the derivatives by the outputs back to the sums. */
  void back(int size, long step) {
    for (int at = 0; at < size * units(); at++) {
      deltas[at] =
          kept(at, step)
              ? deltas[at] / (1 - dropout) * activation.slope(inner[at], activation.of(inner[at]))
              : 0;
    }
    if (norm.isPresent()) {
      norm.get().backward(sums, deltas, size);
    }
  }

  /** Adds the gradient of the weights for one example. */
  void accumulate(int example, FeatureVector x) {
    System.arraycopy(deltas, example * row.length, row, 0, row.length);
    group.gradient().add(x, row);
  }

  /** Carries the derivatives by one example's sums back to the outputs of the layer below. */
  void back(int example, HiddenLayer below) {
    parameters.back(deltas, example * units(), below.deltas(), example * below.units());
  }

  /**
   * Returns the share of units that were not active for any example since the window began; NaN for
   * an activation whose units cannot die.
   */
  double deadUnits() {
    if (activation != Activation.RELU) {
      return Double.NaN;
    }
    double dead = 0;
    for (int unit = 0; unit < units(); unit++) {
      dead += active.get(unit) == 0 ? 1 : 0;
    }
    return dead / units();
  }

  /** Notes which units the batch made active, once its step was taken. */
  void stepped() {
    for (int unit = 0; unit < activeNow.length; unit++) {
      if (activeNow[unit] && active.get(unit) == 0) {
        active.set(unit, 1);
      }
    }
    norm.ifPresent(BatchNorm::stepped);
  }

  /** Begins another window. */
  void beginWindow() {
    for (int unit = 0; unit < units(); unit++) {
      active.set(unit, 0);
    }
  }

  /** Returns a unit's output for an example of the last batch. */
  double output(int example, int unit) {
    return outputs[example * units() + unit];
  }

  private boolean kept(int at, long step) {
    return dropout == 0 || random.uniform(step, ((long) number << Integer.SIZE) + at) >= dropout;
  }
}
