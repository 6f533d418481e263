package io.gradstream.core.model;

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

  /** Returns the backing array, which is replaced when the parameters grow. */
  public double[] cells() {
    return cells.values();
  }

  /** Returns where the weight of {@code row} stands in {@link #cells}; its moments follow. */
  public int offset(int row) {
    return row * stride;
  }

  /** Notes that {@code row} was written. */
  void touch(int row) {
    cells.touch(row * stride);
    cells.touch(row * stride + stride - 1);
  }

  /** Notes that every row of {@code gradient} was written. */
  public void touch(Gradient gradient) {
    for (int i = 0; i < gradient.size(); i++) {
      touch(gradient.row(i));
    }
  }
}
