package io.gradstream.core.model;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;

/**
 * Weights by row, each followed by its optimizer's moments: {@code [w, slot 1, slot 2, ...]}.
 *
 * <p>Rows never move, so growth leaves what is there untouched; a new row is all zeros.
 */
public final class Parameters {

  private final DoubleArray cells;
  private final int stride;
  private double[] saved = new double[64];

  /**
   * Declares the parameters.
   *
   * @param slots how many moments stand beside each weight
   * @param rows how many rows there are at first
   */
  public Parameters(State.Scope scope, int slots, int rows) {
    stride = 1 + slots;
    cells = scope.doubles("parameters", rows * stride);
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
    int rows = rows();
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      int row = x.row(i);
      if (row < rows) {
        sum += w[row * stride] * x.value(i);
      }
    }
    return sum;
  }

  /** Returns the backing array, which is replaced when the parameters grow. */
  public double[] cells() {
    return cells.values();
  }

  /** Returns where the weight of {@code row} stands in {@link #cells}; its moments follow. */
  public int offset(int row) {
    return row * stride;
  }

  /** Keeps a copy of the rows of {@code gradient}, which are about to be written. */
  public void begin(Gradient gradient) {
    if (gradient.size() * stride > saved.length) {
      saved = new double[2 * gradient.size() * stride];
    }
    double[] w = cells.values();
    for (int i = 0; i < gradient.size(); i++) {
      System.arraycopy(w, gradient.row(i) * stride, saved, i * stride, stride);
    }
  }

  /**
   * Accepts what was written to the rows of {@code gradient} since {@link #begin} if every weight
   * and moment is finite; puts the rows back as they were otherwise.
   *
   * @return whether it was accepted
   */
  public boolean commit(Gradient gradient) {
    double[] w = cells.values();
    double zero = 0; // stays 0 unless something is infinite or NaN
    for (int i = 0; i < gradient.size(); i++) {
      int at = gradient.row(i) * stride;
      for (int j = at; j < at + stride; j++) {
        zero += 0 * w[j];
      }
      cells.touch(at);
      cells.touch(at + stride - 1);
    }
    if (zero == 0) {
      return true;
    }
    for (int i = 0; i < gradient.size(); i++) {
      System.arraycopy(saved, i * stride, w, gradient.row(i) * stride, stride);
    }
    return false;
  }
}
