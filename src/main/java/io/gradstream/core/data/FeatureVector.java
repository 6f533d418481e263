package io.gradstream.core.data;

import java.util.Arrays;

/**
 * The encoded record: pairs of parameter row and value, the bias (row 0, value 1) always first.
 *
 * <p>Numeric columns are always present, zeros included, so that an optimizer treats them as dense;
 * a category, or a hat of a number, is present only when it is active. Reused from record to
 * record; grows as needed.
 */
public final class FeatureVector {

  /** Parameter row of the bias. */
  public static final int BIAS = 0;

  private int[] rows;
  private double[] values;
  private int size;

  /** Creates a vector that holds the bias only. */
  public FeatureVector() {
    rows = new int[16];
    values = new double[16];
    clear();
  }

  /** Removes all but the bias. */
  public void clear() {
    size = 0;
    add(BIAS, 1);
  }

  /** Appends {@code value} for parameter row {@code row}, which must not be there yet. */
  public void add(int row, double value) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    rows[size] = row;
    values[size++] = value;
  }

  /**
   * Makes room for {@code count} more pairs, which the caller writes into {@link #rows} and {@link
   * #values}; returns the position of the first.
   */
  public int extend(int count) {
    int from = size;
    size += count;
    if (size > rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    return from;
  }

  /** Keeps the first {@code count} pairs only. */
  public void truncate(int count) {
    size = count;
  }

  /** Appends the pairs {@code [from, to)} of {@code other}. */
  public void append(FeatureVector other, int from, int to) {
    int at = extend(to - from);
    System.arraycopy(other.rows, from, rows, at, to - from);
    System.arraycopy(other.values, from, values, at, to - from);
  }

  /** Replaces the contents by {@code count} pairs that start at {@code from}. */
  public void set(long[] fromRows, double[] fromValues, int from, int count) {
    size = 0;
    for (int i = from; i < from + count; i++) {
      add((int) fromRows[i], fromValues[i]);
    }
  }

  /** Replaces the contents by those of {@code other}. */
  public void copyFrom(FeatureVector other) {
    if (rows.length < other.size) {
      rows = new int[other.rows.length];
      values = new double[other.rows.length];
    }
    System.arraycopy(other.rows, 0, rows, 0, other.size);
    System.arraycopy(other.values, 0, values, 0, other.size);
    size = other.size;
  }

  /** Returns the array of parameter rows, by position; replaced when the vector grows. */
  public int[] rows() {
    return rows;
  }

  /** Returns the array of values, by position; replaced when the vector grows. */
  public double[] values() {
    return values;
  }

  /** Returns the number of pairs, bias included. */
  public int size() {
    return size;
  }

  /** Returns the parameter row of pair {@code i}. */
  public int row(int i) {
    return rows[i];
  }

  /** Returns the value of pair {@code i}. */
  public double value(int i) {
    return values[i];
  }
}
