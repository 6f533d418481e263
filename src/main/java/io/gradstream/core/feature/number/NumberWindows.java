package io.gradstream.core.feature.number;

import io.gradstream.core.feature.Binding;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import java.util.Arrays;

/**
 * The last numbers of some columns, and their exact quantiles.
 *
 * <p>State: a ring of numbers for each column, interleaved so that neighbouring records write
 * neighbouring elements. Beside it each column's numbers are kept sorted, which is derived: a new
 * number costs a search and a move within the window.
 */
final class NumberWindows {

  private final int size;
  private final int limit;
  private final LongArray counts; // numbers ever added; the next place is the rest by the limit
  private final DoubleArray ring;
  private final double[][] sorted;

  /** Creates empty windows of the last {@code limit} numbers for each of {@code size} columns. */
  NumberWindows(Binding binding, int size, int limit) {
    this.size = size;
    this.limit = limit;
    counts = binding.scope().longs(binding.name() + ".window-counts", size);
    ring = binding.scope().doubles(binding.name() + ".window", 0);
    sorted = new double[size][0];
  }

  /** Adds a number, in the place of the column's oldest one if the window is full. */
  void add(int i, double x) {
    int length = length(i);
    long count = counts.get(i);
    int at = (int) (count % limit) * size + i;
    if (length == limit) {
      remove(sorted[i], length--, ring.get(at));
    } else {
      reserve(i, length + 1);
      ring.grow(at - i + size);
    }
    insert(sorted[i], length, x);
    ring.set(at, x);
    counts.set(i, count + 1);
  }

  /** Forgets the numbers of a column. */
  void clear(int i) {
    counts.set(i, 0);
  }

  /** Adds a twin's numbers of a column, the oldest first. */
  void append(int i, NumberWindows twin) {
    long count = twin.counts.get(i);
    for (long at = count - twin.length(i); at < count; at++) {
      add(i, twin.ring.get((int) (at % limit) * size + i));
    }
  }

  /** Returns how many numbers of a column are in its window. */
  int length(int i) {
    return (int) Math.min(limit, counts.get(i));
  }

  /**
   * Returns a quantile of a column that has a number or more, interpolated linearly between
   * neighbours (R. J. Hyndman, Y. Fan 1996, definition 7; NumPy's default).
   *
   * @param q from 0, the least, to 1, the greatest
   */
  double quantile(int i, double q) {
    double[] numbers = sorted[i];
    double place = (length(i) - 1) * q;
    int below = (int) place;
    int above = Math.min(below + 1, length(i) - 1);
    double gap = numbers[above] - numbers[below];
    double share = place - below;
    return share < 0.5 ? numbers[below] + gap * share : numbers[above] - gap * (1 - share);
  }

  /** Sorts every column's numbers anew, after the state was loaded or copied. */
  void refresh() {
    for (int i = 0; i < size; i++) {
      int length = length(i);
      reserve(i, length);
      for (int at = 0; at < length; at++) {
        sorted[i][at] = ring.get(at * size + i);
      }
      Arrays.sort(sorted[i], 0, length);
    }
  }

  private void reserve(int i, int length) {
    if (length > sorted[i].length) {
      sorted[i] = Arrays.copyOf(sorted[i], Math.min(limit, Math.max(length, length + length / 2)));
    }
  }

  private static void remove(double[] numbers, int length, double x) {
    int at = Arrays.binarySearch(numbers, 0, length, x);
    System.arraycopy(numbers, at + 1, numbers, at, length - at - 1);
  }

  private static void insert(double[] numbers, int length, double x) {
    int found = Arrays.binarySearch(numbers, 0, length, x);
    int at = found < 0 ? -found - 1 : found;
    System.arraycopy(numbers, at, numbers, at + 1, length - at);
    numbers[at] = x;
  }
}
