package io.gradstream.core.math;

import java.util.Arrays;

/**
 * Sorts doubles in linear time: by their upper 33 bits, eleven at a time from the lowest (D. E.
 * Knuth, "The Art of Computer Programming", vol. 3, 5.2.5), then by insertion what those bits do
 * not tell apart. The order is that of {@link Arrays#sort(double[])}.
 *
 * <p>Numbers that differ in their lower bits only would make insertion slow: after a number of
 * moves in proportion to the length, the JDK's sort takes over. Holds scratch memory.
 */
public final class RadixSort {

  private static final int BITS = 11;
  private static final int DIGITS = 3;
  private static final int LOWEST = Long.SIZE - DIGITS * BITS;
  private static final int BUCKETS = 1 << BITS;
  private static final int SHORT = 256; // below, the JDK's sort is faster
  private static final int MOVES = 4; // by number

  private final int[][] counts = new int[DIGITS][BUCKETS];
  private long[] keys = {};
  private long[] other = {};

  /** Sorts the first {@code length} values. */
  public void sort(double[] values, int length) {
    if (length < SHORT) {
      Arrays.sort(values, 0, length);
      return;
    }
    count(values, length);
    for (int digit = 0; digit < DIGITS; digit++) {
      move(length, digit);
    }
    if (!insert(length)) {
      Arrays.sort(keys, 0, length);
    }
    for (int i = 0; i < length; i++) {
      values[i] = Double.longBitsToDouble(ordered(keys[i]));
    }
  }

  private void count(double[] values, int length) {
    if (keys.length < length) {
      keys = new long[length];
      other = new long[length];
    }
    for (int[] of : counts) {
      Arrays.fill(of, 0);
    }
    for (int i = 0; i < length; i++) {
      long key = ordered(Double.doubleToLongBits(values[i]));
      keys[i] = key;
      for (int digit = 0; digit < DIGITS; digit++) {
        counts[digit][bucket(key, digit)]++;
      }
    }
  }

  /** Moves the keys into the order of a digit, unless they all have the same there. */
  private void move(int length, int digit) {
    int[] starts = counts[digit];
    if (starts[bucket(keys[0], digit)] == length) {
      return;
    }
    int sum = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      int count = starts[bucket];
      starts[bucket] = sum;
      sum += count;
    }
    for (int i = 0; i < length; i++) {
      other[starts[bucket(keys[i], digit)]++] = keys[i];
    }
    long[] sorted = other;
    other = keys;
    keys = sorted;
  }

  /** Returns whether everything was put into order within the moves that are allowed. */
  private boolean insert(int length) {
    long[] sorted = keys;
    int left = MOVES * length;
    for (int i = 1; i < length; i++) {
      long key = sorted[i];
      int at = i;
      while (at > 0 && sorted[at - 1] > key) {
        sorted[at] = sorted[--at];
        left--;
      }
      sorted[at] = key;
      if (left < 0) {
        return false;
      }
    }
    return true;
  }

  /** Turns the bits of doubles into longs of the same order, and back. */
  private static long ordered(long bits) {
    return bits ^ (bits >> Long.SIZE - 1 & Long.MAX_VALUE);
  }

  private static int bucket(long key, int digit) {
    return (int) ((key ^ Long.MIN_VALUE) >>> LOWEST + digit * BITS) & BUCKETS - 1;
  }
}
