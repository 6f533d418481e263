package io.gradstream.core.model;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.optim.SingleStep;
import io.gradstream.core.state.DoubleArray;

/** A step of the parameters of a single unit on one example: computed first, then written. */
public final class ExampleStep {

  private final DoubleArray cells;
  private final int slots;
  private double[] fresh = {};

  ExampleStep(DoubleArray cells, int slots) {
    this.cells = cells;
    this.slots = slots;
  }

  /**
   * Computes a step on one example in one pass over the rows that are active, to be written by
   * {@link #write(FeatureVector)}; the two do the same as {@link ParameterGroup#step} and {@link
   * ParameterGroup#write}.
   *
   * @param x has a row for each of its pairs here
   * @param d derivative of the loss by the unit's sum
   * @return the sum of the squares of the gradients; NaN or infinite if what came of the step is
   *     not finite and must not be written
   */
  public double compute(SingleStep optimizer, FeatureVector x, double d, long t, double eta) {
    int size = x.size();
    if (fresh.length < slots * size) {
      fresh = new double[2 * slots * size];
    }
    return optimizer.step(cells.values(), x.rows(), x.values(), d, size, fresh, t, eta);
  }

  /** Returns {@link ParameterGroup#updateRatio} of what {@link #compute} has computed. */
  public double updateRatio(FeatureVector x) {
    double change = 0;
    double before = 0;
    double[] source = cells.values();
    for (int i = 0; i < x.size(); i++) {
      double w = source[x.row(i) * slots];
      double difference = fresh[i * slots] - w;
      change += difference * difference;
      before += w * w;
    }
    return Math.sqrt(change / before);
  }

  /** Writes what {@link #compute} has computed for an example. */
  public void write(FeatureVector x) {
    write(fresh, x.rows(), x.size(), cells.values());
    cells.touchRows(x.rows(), x.size(), slots);
  }

  /** Copies rows back that lie side by side; the usual lengths of a row have no loop inside. */
  private void write(double[] from, int[] rows, int size, double[] to) {
    switch (slots) {
      case 1 -> {
        for (int i = 0; i < size; i++) {
          to[rows[i]] = from[i];
        }
      }
      case 2 -> {
        for (int i = 0; i < size; i++) {
          to[2 * rows[i]] = from[2 * i];
          to[2 * rows[i] + 1] = from[2 * i + 1];
        }
      }
      default -> {
        for (int i = 0; i < size; i++) {
          int at = rows[i] * slots;
          to[at] = from[slots * i];
          to[at + 1] = from[slots * i + 1];
          to[at + 2] = from[slots * i + 2];
          for (int slot = 3; slot < slots; slot++) {
            to[at + slot] = from[slots * i + slot];
          }
        }
      }
    }
  }
}
