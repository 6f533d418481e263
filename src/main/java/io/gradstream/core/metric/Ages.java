package io.gradstream.core.metric;

import java.util.Arrays;

/** How long labels came after their records, in milliseconds, with the quantiles of it. */
public final class Ages {

  private static final double MOST = 0.95;

  private long[] values = new long[64];
  private int size;
  private boolean sorted;

  /** Adds one. */
  public void add(long age) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = age;
    sorted = false;
  }

  /** Returns how many there are. */
  public int size() {
    return size;
  }

  /** Returns how many are below a length. */
  public long below(long length) {
    return Arrays.stream(values, 0, size).filter(age -> age < length).count();
  }

  /** Tells whether there is none. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Returns the age that half of the labels had at most; NaN if there is none. */
  public double median() {
    return quantile(0.5);
  }

  /** Returns the age that 95 % of the labels had at most; NaN if there is none. */
  public double most() {
    return quantile(MOST);
  }

  /** Returns the greatest age; NaN if there is none. */
  public double greatest() {
    return quantile(1);
  }

  /** Returns the age that a share of the labels had at most; NaN if there is none. */
  public double quantile(double share) {
    if (size == 0) {
      return Double.NaN;
    }
    if (!sorted) {
      Arrays.sort(values, 0, size);
      sorted = true;
    }
    return values[(int) Math.min(size - 1, Math.floor(share * size))];
  }
}
