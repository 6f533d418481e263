package io.gradstream.core.model;

import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Batch normalisation of a layer's sums: {@code y = gamma (z - mean) / sqrt(variance + epsilon) +
 * beta} by unit.
 *
 * <p>A step uses the batch's mean and (population) variance, a prediction the running ones, which
 * move by {@value #MOMENTUM} of the way to the batch's mean and unbiased variance with each step
 * that is taken. Source: S. Ioffe, C. Szegedy, "Batch normalization", ICML 2015, algorithms 1 and
 * 2; conventions of PyTorch's BatchNorm1d. The mean over examples, not their weights. A batch of
 * one has no variance: it is normalised by the running statistics, as constants, and leaves them
 * alone.
 *
 * <p>Row 0 of the parameters is beta, row 1 gamma; neither is regularised.
 */
final class BatchNorm {

  static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;
  private static final int BETA = 0;
  private static final int GAMMA = 1;

  private final int units;
  private final ParameterGroup group;
  private final DoubleArray running; // mean by unit, then variance by unit
  private final double[] mean;
  private final double[] variance;
  private int batch;

  BatchNorm(State.Scope scope, String name, int moments, int units) {
    this.units = units;
    Parameters parameters =
        new Parameters(scope, name, moments, 2, units, (row, unit) -> row == GAMMA ? 1 : 0);
    group = new ParameterGroup(name, parameters, new Gradient(units), false);
    running = scope.doubles(name + ".running", 0);
    running.grow(2 * units);
    for (int unit = units; unit < 2 * units; unit++) {
      running.set(unit, 1);
    }
    mean = new double[units];
    variance = new double[units];
  }

  ParameterGroup group() {
    return group;
  }

  /** Normalises the sums of one record by the running statistics, in place. */
  void predict(double[] z) {
    double[] r = running.values();
    for (int unit = 0; unit < units; unit++) {
      double scale = gamma(unit) / Math.sqrt(r[units + unit] + EPSILON);
      z[unit] = (z[unit] - r[unit]) * scale + beta(unit);
    }
  }

  /** Writes down what {@link #predict} does. */
  Node draw(Graph graph, Node z) {
    double[] means = Arrays.copyOf(running.values(), units);
    double[] scales = IntStream.range(0, units).mapToDouble(this::slope).toArray();
    double[] shifts = IntStream.range(0, units).mapToDouble(this::beta).toArray();
    Node centred = graph.apply(Operation.SUBTRACT, z, graph.row(means));
    Node scaled = graph.apply(Operation.MULTIPLY, centred, graph.row(scales));
    return graph.apply(Operation.ADD, scaled, graph.row(shifts));
  }

  /** Returns the derivative of {@link #predict} by a unit's sum. */
  double slope(int unit) {
    return gamma(unit) / Math.sqrt(running.get(units + unit) + EPSILON);
  }

  /**
   * Normalises the sums of a batch by its own statistics.
   *
   * @param z sums, example after example; replaced by the standardised sums
   * @param y what comes out
   */
  void forward(double[] z, double[] y, int size) {
    batch = size;
    for (int unit = 0; unit < units; unit++) {
      if (size > 1) {
        measure(z, unit, size);
      } else {
        mean[unit] = running.get(unit);
        variance[unit] = running.get(units + unit);
      }
      double inverse = 1 / Math.sqrt(variance[unit] + EPSILON);
      for (int at = unit; at < size * units; at += units) {
        z[at] = (z[at] - mean[unit]) * inverse;
        y[at] = gamma(unit) * z[at] + beta(unit);
      }
    }
  }

  /**
   * Adds the gradients of gamma and beta and carries the derivative back, in place.
   *
   * @param standardised what {@link #forward} left in {@code z}
   * @param dy derivatives by what came out; replaced by those by what came in
   */
  void backward(double[] standardised, double[] dy, int size) {
    for (int unit = 0; unit < units; unit++) {
      double sum = 0;
      double product = 0;
      for (int at = unit; at < size * units; at += units) {
        sum += dy[at];
        product += dy[at] * standardised[at];
      }
      group.gradient().add(BETA, unit, sum);
      group.gradient().add(GAMMA, unit, product);
      double scale = gamma(unit) / Math.sqrt(variance[unit] + EPSILON);
      if (size == 1) {
        dy[unit] *= scale;
        continue;
      }
      for (int at = unit; at < size * units; at += units) {
        dy[at] = scale * (dy[at] - sum / size - standardised[at] * product / size);
      }
    }
  }

  /** Moves the running statistics towards the last batch's. */
  void stepped() {
    for (int unit = 0; unit < units && batch > 1; unit++) {
      move(unit, mean[unit]);
      move(units + unit, variance[unit] * batch / (batch - 1));
    }
  }

  private void move(int at, double to) {
    running.set(at, (1 - MOMENTUM) * running.get(at) + MOMENTUM * to);
  }

  double running(int index) {
    return running.get(index);
  }

  private void measure(double[] z, int unit, int size) {
    double sum = 0;
    for (int at = unit; at < size * units; at += units) {
      sum += z[at];
    }
    double first = sum / size;
    double rest = 0;
    for (int at = unit; at < size * units; at += units) {
      rest += z[at] - first;
    }
    mean[unit] = first + rest / size; // of equal values exactly that value
    double squares = 0;
    for (int at = unit; at < size * units; at += units) {
      squares += (z[at] - mean[unit]) * (z[at] - mean[unit]);
    }
    variance[unit] = squares / size;
  }

  private double gamma(int unit) {
    return group.parameters().weight(GAMMA, unit);
  }

  private double beta(int unit) {
    return group.parameters().weight(BETA, unit);
  }
}
