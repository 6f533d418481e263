package io.gradstream.streams;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long to wait before a thread that died is replaced: not at all the first time, then a second,
 * two, four and so on up to thirty, so that a cluster in trouble is not asked without end. After
 * five minutes without a failure it begins anew.
 */
final class RestartPause {

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration FORGOTTEN = Duration.ofMinutes(5);

  private final LongSupplier nanoTime;
  private Duration next = Duration.ZERO;
  private long last;

  /** Starts without failures; {@code nanoTime} is a clock as {@link System#nanoTime} is. */
  RestartPause(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    last = nanoTime.getAsLong();
  }

  /** Returns the wait after one more failure; threads may fail at the same time. */
  synchronized Duration next() {
    long now = nanoTime.getAsLong();
    if (now - last > FORGOTTEN.toNanos()) {
      next = Duration.ZERO;
    }
    last = now;
    Duration wait = next;
    next = wait.isZero() ? Duration.ofSeconds(1) : wait.multipliedBy(2);
    if (next.compareTo(LONGEST) > 0) {
      next = LONGEST;
    }
    return wait;
  }
}
