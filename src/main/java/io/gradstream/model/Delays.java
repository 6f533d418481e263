package io.gradstream.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long commits took to reach a follower, counted by length.
 *
 * <p>From when the broker stored the last block of a commit, just before the trainer committed it,
 * to when predictions were made with it: by the clocks of both machines, and only where the model
 * topic has {@code message.timestamp.type=LogAppendTime}, as a trainer makes it. Thread-safe.
 */
public final class Delays {

  private static final List<Double> BOUNDS =
      List.of(.005, .01, .025, .05, .1, .25, .5, 1.0, 2.5, 5.0, 10.0, Double.POSITIVE_INFINITY);

  private final List<LongAdder> counts = new ArrayList<>();
  private final DoubleAdder sum = new DoubleAdder();

  Delays() {
    BOUNDS.forEach(bound -> counts.add(new LongAdder()));
  }

  /** Counts one; clocks that are apart make none shorter than nothing. */
  void add(long millis) {
    double seconds = Math.max(0, millis) / 1e3;
    int bucket = 0;
    while (seconds > BOUNDS.get(bucket)) {
      bucket++;
    }
    counts.get(bucket).increment();
    sum.add(seconds);
  }

  /**
   * Returns the longest delay, in seconds, of each of the {@link #counts}; the last is infinite.
   */
  public List<Double> boundsSeconds() {
    return BOUNDS;
  }

  /** Returns how many delays there were of each length. */
  public List<Long> counts() {
    return counts.stream().map(LongAdder::sum).toList();
  }

  /** Returns the sum of all delays, in seconds. */
  public double sumSeconds() {
    return sum.sum();
  }
}
