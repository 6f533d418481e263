package io.gradstream.bench;

import java.util.Arrays;

/** Times in nanoseconds, and which share of them is no longer than what. */
final class Quantiles {

  private long[] times = new long[1 << 12];
  private int count;

  synchronized void add(long nanos) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
    }
    times[count++] = nanos;
  }

  synchronized int count() {
    return count;
  }

  /** Returns milliseconds that a share of the times does not exceed; NaN without any. */
  synchronized double millis(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(times, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * count);
    return sorted[Math.max(rank, 1) - 1] / 1e6;
  }
}
