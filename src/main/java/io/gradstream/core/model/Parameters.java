package io.gradstream.core.model;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;

/**
 * Weights by row, each followed by its optimizer's moments: {@code [w, moment 1, moment 2, ...]}.
 *
 * <p>Rows never move, so growth leaves what is there untouched; a new row is all zeros. A step
 * {@link #gather}s the rows of its gradient, works on plain arrays and {@link #scatter}s the result
 * back, if it is finite.
 */
public final class Parameters {

  private static final long EXPONENT = 0x7FF0000000000000L;

  private final DoubleArray cells;
  private final int stride;
  private final double[][] active;
  private int[] offsets = new int[64];

  /**
   * Declares the parameters.
   *
   * @param moments how many moments stand beside each weight
   * @param rows how many rows there are at first
   */
  public Parameters(State.Scope scope, int moments, int rows) {
    stride = 1 + moments;
    cells = scope.doubles("parameters", rows * stride);
    active = new double[stride][64];
  }

  /** Makes room for {@code rows} rows. */
  public void grow(int rows) {
    cells.grow(rows * stride);
  }

  /** Returns the number of rows. */
  public int rows() {
    return cells.size() / stride;
  }

  /** Returns the weight of a row; 0 for a row that is not there yet. */
  public double weight(int row) {
    int at = row * stride;
    return at < cells.size() ? cells.get(at) : 0;
  }

  /** Returns the weighted sum of {@code x}; rows that are not there yet weigh 0. */
  double dot(FeatureVector x) {
    double[] w = cells.values();
    int end = cells.size();
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      int at = x.row(i) * stride;
      if (at < end) {
        sum += w[at] * x.value(i);
      }
    }
    return sum;
  }

  /**
   * Copies the rows of {@code gradient} out of the state.
   *
   * @return array 0 holds the weights, the others a moment each, by position in the gradient; to be
   *     written by an optimizer and given back by {@link #scatter}
   */
  public double[][] gather(Gradient gradient) {
    int size = gradient.size();
    reserve(size);
    int[] from = offsets;
    for (int i = 0; i < size; i++) {
      from[i] = gradient.row(i) * stride;
    }
    double[] source = cells.values();
    for (int slot = 0; slot < stride; slot++) {
      double[] target = active[slot];
      for (int i = 0; i < size; i++) {
        target[i] = source[from[i] + slot];
      }
    }
    return active;
  }

  /**
   * Copies the first {@code size} gathered rows back if every weight and moment is finite.
   *
   * @return whether it was done; the state is as it was otherwise
   */
  public boolean scatter(int size) {
    for (double[] values : active) {
      if (!finite(values, size)) {
        return false;
      }
    }
    int[] to = offsets;
    double[] target = cells.values();
    for (int slot = 0; slot < stride; slot++) {
      double[] source = active[slot];
      for (int i = 0; i < size; i++) {
        target[to[i] + slot] = source[i];
      }
    }
    cells.touch(to, size, stride);
    return true;
  }

  /** Looks at the exponents' bits: a sum would wait for each addition in turn. */
  private static boolean finite(double[] values, int size) {
    for (int i = 0; i < size; i++) {
      if ((Double.doubleToRawLongBits(values[i]) & EXPONENT) == EXPONENT) {
        return false;
      }
    }
    return true;
  }

  private void reserve(int size) {
    if (size > active[0].length) {
      for (int slot = 0; slot < stride; slot++) {
        active[slot] = new double[2 * size];
      }
      offsets = new int[2 * size];
    }
  }
}
