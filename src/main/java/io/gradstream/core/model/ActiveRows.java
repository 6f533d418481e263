package io.gradstream.core.model;

import io.gradstream.core.math.Finite;
import io.gradstream.core.state.DoubleArray;

/**
 * The rows of parameters that a step works on: gathered into plain arrays, and scattered back when
 * what came of the step is finite.
 */
final class ActiveRows {

  private final DoubleArray cells;
  private final int slots;
  private final double[][] active;
  private int[] offsets = new int[64];
  private int width;
  private int stride;

  /**
   * Creates them for some parameters, whose width is to be set.
   *
   * @param slots how many numbers stand side by side for each unit: its weight and moments
   */
  ActiveRows(DoubleArray cells, int slots) {
    this.cells = cells;
    this.slots = slots;
    active = new double[slots][64];
  }

  /** Takes over the number of units. */
  void setWidth(int units) {
    width = units;
    stride = slots * units;
  }

  /**
   * Copies the rows of {@code gradient} out of the state.
   *
   * @return array 0 holds the weights, the others a moment each, as the values of the gradient are
   *     ordered; to be written by an optimizer and given back by {@link #scatter}
   */
  double[][] gather(Gradient gradient) {
    int size = gradient.size();
    reserve(size);
    int[] rows = gradient.rows();
    int[] from = offsets;
    for (int i = 0; i < size; i++) {
      from[i] = rows[i] * stride;
    }
    double[] source = cells.values();
    for (int slot = 0; slot < slots; slot++) {
      gather(source, slot * width, active[slot], size);
    }
    return active;
  }

  private void gather(double[] source, int slot, double[] target, int size) {
    int[] from = offsets;
    if (width == 1) {
      for (int i = 0; i < size; i++) {
        target[i] = source[from[i] + slot];
      }
      return;
    }
    for (int i = 0, at = 0; i < size; i++) {
      int cell = from[i] + slot;
      for (int unit = 0; unit < width; unit++) {
        target[at++] = source[cell + unit];
      }
    }
  }

  /** Copies the first {@code size} gathered rows back. */
  void scatter(int size) {
    double[] target = cells.values();
    for (int slot = 0; slot < slots; slot++) {
      scatter(active[slot], slot * width, target, size);
    }
    cells.touch(offsets, size, stride);
  }

  private void scatter(double[] source, int slot, double[] target, int size) {
    int[] to = offsets;
    if (width == 1) {
      for (int i = 0; i < size; i++) {
        target[to[i] + slot] = source[i];
      }
      return;
    }
    for (int i = 0, at = 0; i < size; i++) {
      int cell = to[i] + slot;
      for (int unit = 0; unit < width; unit++) {
        target[cell + unit] = source[at++];
      }
    }
  }

  /** Tells whether every weight and moment of the first {@code size} gathered rows is finite. */
  boolean areFinite(int size) {
    for (double[] values : active) {
      if (!finite(values, size * width)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the norm of the change that the gathered rows hold over the norm of the weights it
   * changes; infinite or NaN where those are all 0.
   */
  double updateRatio(Gradient gradient) {
    double change = 0;
    double before = 0;
    double[] source = cells.values();
    int at = 0;
    for (int i = 0; i < gradient.size(); i++) {
      for (int unit = 0; unit < width; unit++) {
        double w = source[offsets[i] + unit];
        double difference = active[0][at++] - w;
        change += difference * difference;
        before += w * w;
      }
    }
    return Math.sqrt(change / before);
  }

  private static boolean finite(double[] values, int length) {
    long signs = 0;
    for (int i = 0; i < length; i++) {
      signs |= Finite.sign(values[i]);
    }
    return Finite.all(signs);
  }

  private void reserve(int size) {
    if (size * width > active[0].length) {
      for (int slot = 0; slot < slots; slot++) {
        active[slot] = new double[2 * size * width];
      }
    }
    if (size > offsets.length) {
      offsets = new int[2 * size];
    }
  }
}
