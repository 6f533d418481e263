package io.gradstream.core.model;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.Arrays;

/**
 * Weights by input row and unit, each row followed by its optimizer's moments: {@code [w of every
 * unit, moment 1 of every unit, ...]}.
 *
 * <p>Rows never move, so more of them leave what is there untouched; a new row gets its weights
 * from the {@link Start} and zero moments. More units move every row. They are stepped by {@link
 * ParameterGroup}, or for one example of one unit by {@link #exampleStep}.
 */
public final class Parameters {

  /** What weights begin with. */
  @FunctionalInterface
  interface Start {
    /** All weights begin at 0. */
    Start ZEROS = (row, unit) -> 0;

    /** Returns the first weight of a unit for an input row; the same at every call. */
    double weight(int row, int unit);
  }

  private final DoubleArray cells;
  private final LongArray shape;
  private final int slots;
  private final Start start;
  private final ActiveRows active;
  private final ExampleStep exampleStep;
  private int width;
  private int stride;

  /**
   * Declares the parameters.
   *
   * @param name of the arrays, unique in the scope
   * @param moments how many moments stand beside each weight
   * @param rows how many rows there are at first
   * @param width how many units there are at first, 1 or more
   */
  Parameters(State.Scope scope, String name, int moments, int rows, int width, Start start) {
    this.start = start;
    slots = 1 + moments;
    cells = scope.doubles(name, 0);
    shape = scope.longs(name + ".width", 1);
    shape.set(0, width);
    active = new ActiveRows(cells, slots);
    exampleStep = new ExampleStep(cells, slots);
    setWidth(width);
    grow(rows);
  }

  /** Takes over the number of units that the state has, after it was loaded or copied. */
  void refresh() {
    setWidth((int) shape.get(0));
  }

  /** Makes room for {@code rows} rows; new ones begin with the start's weights. */
  void grow(int rows) {
    int before = rows();
    if (rows <= before) {
      return;
    }
    cells.grow(rows * stride);
    if (start != Start.ZEROS) {
      for (int row = before; row < rows; row++) {
        fill(row, 0);
      }
    }
  }

  /** Gives a row, if it is there, the start's weights and zero moments again. */
  void forget(int row) {
    if (row >= rows()) {
      return;
    }
    Arrays.fill(cells.values(), row * stride, (row + 1) * stride, 0);
    fill(row, 0);
    cells.touch(new int[] {row * stride}, 1, stride);
  }

  /** Makes room for {@code units} units; new ones begin with the start's weights. */
  void widen(int units) {
    int before = width;
    if (units <= before) {
      return;
    }
    int rows = rows();
    double[] old = cells.values().clone();
    int oldStride = stride;
    setWidth(units);
    shape.set(0, units);
    cells.resize(0);
    cells.resize(rows * stride);
    for (int row = 0; row < rows; row++) {
      for (int slot = 0; slot < slots; slot++) {
        System.arraycopy(
            old,
            row * oldStride + slot * before,
            cells.values(),
            row * stride + slot * units,
            before);
      }
      fill(row, before);
    }
    cells.touchAll();
  }

  /** Returns the number of rows. */
  public int rows() {
    return cells.size() / stride;
  }

  /** Returns the number of units. */
  public int width() {
    return width;
  }

  /** Returns a unit's weight for an input row, its start for a row that is not there yet. */
  public double weight(int row, int unit) {
    int at = row * stride;
    return at < cells.size() ? cells.get(at + unit) : start.weight(row, unit);
  }

  /**
   * Sets a unit's weight for a row that is there; for tests, and for rules that work on whole
   * matrices.
   */
  public void setWeight(int row, int unit, double value) {
    cells.set(row * stride + unit, value);
  }

  /**
   * Writes the weighted sums of {@code x} by unit into {@code z}; rows that are not there yet count
   * with the weights they would start with.
   */
  void outputs(FeatureVector x, double[] z) {
    if (width == 1) {
      z[0] = dot(x);
      return;
    }
    Arrays.fill(z, 0, width, 0);
    double[] w = cells.values();
    int end = cells.size();
    for (int i = 0; i < x.size(); i++) {
      int at = x.row(i) * stride;
      double value = x.value(i);
      if (at < end) {
        for (int unit = 0; unit < width; unit++) {
          z[unit] += w[at + unit] * value;
        }
      } else {
        addStart(x.row(i), value, z);
      }
    }
  }

  /**
   * Adds the derivatives by the inputs, given those by the units' sums; the bias has none.
   *
   * @param dz derivatives by the sums, from {@code from} on
   * @param dx derivatives by inputs 1, 2, ..., from {@code to} on; added to
   */
  void back(double[] dz, int from, double[] dx, int to) {
    double[] w = cells.values();
    int rows = rows();
    for (int row = 1; row < rows; row++) {
      double sum = 0;
      for (int unit = 0; unit < width; unit++) {
        sum += w[row * stride + unit] * dz[from + unit];
      }
      dx[to + row - 1] += sum;
    }
  }

  /**
   * Adds the derivatives by the values of {@code x}, given those by the units' sums.
   *
   * @param slopes by pair of {@code x}
   */
  void slopes(FeatureVector x, double[] dz, double[] slopes) {
    for (int i = 0; i < x.size(); i++) {
      for (int unit = 0; unit < width; unit++) {
        slopes[i] += weight(x.row(i), unit) * dz[unit];
      }
    }
  }

  /** Returns the rows that a step along a gradient works on. */
  ActiveRows active() {
    return active;
  }

  /** Returns the short way of a step on one example, for parameters of one unit. */
  public ExampleStep exampleStep() {
    return exampleStep;
  }

  /** Returns the sum of the squares of all weights. */
  public double squares() {
    double squares = 0;
    double[] source = cells.values();
    for (int row = 0; row < cells.size(); row += stride) {
      for (int unit = 0; unit < width; unit++) {
        squares += source[row + unit] * source[row + unit];
      }
    }
    return squares;
  }

  /** Gives every row the start's weights and zero moments again. */
  public void restart() {
    Arrays.fill(cells.values(), 0, cells.size(), 0);
    for (int row = 0; row < rows(); row++) {
      fill(row, 0);
    }
    cells.touchAll();
  }

  private double dot(FeatureVector x) {
    double[] w = cells.values();
    int[] rows = x.rows();
    double[] values = x.values();
    int end = cells.size();
    double even = 0; // two sums side by side do not wait for each other
    double odd = 0;
    int size = x.size();
    for (int i = 0; i < size - 1; i += 2) {
      int first = rows[i] * stride;
      int second = rows[i + 1] * stride;
      even += (first < end ? w[first] : start.weight(rows[i], 0)) * values[i];
      odd += (second < end ? w[second] : start.weight(rows[i + 1], 0)) * values[i + 1];
    }
    if ((size & 1) != 0) {
      even += weight(rows[size - 1], 0) * values[size - 1];
    }
    return even + odd;
  }

  private void addStart(int row, double value, double[] z) {
    if (start != Start.ZEROS) {
      for (int unit = 0; unit < width; unit++) {
        z[unit] += start.weight(row, unit) * value;
      }
    }
  }

  private void fill(int row, int fromUnit) {
    for (int unit = fromUnit; unit < width; unit++) {
      cells.values()[row * stride + unit] = start.weight(row, unit);
    }
  }

  private void setWidth(int units) {
    width = units;
    stride = slots * units;
    cells.layRows(stride);
    active.setWidth(units);
  }
}
