package io.gradstream.schema.registry.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** So many may be taken at once, and then one in each interval. Thread-safe. */
final class TokenBucket {

  private final int capacity;
  private final Duration interval;
  private final Clock clock;
  private Instant full;

  /** Creates a full bucket. */
  TokenBucket(int capacity, Duration interval, Clock clock) {
    this.capacity = capacity;
    this.interval = interval;
    this.clock = clock;
    full = clock.instant();
  }

  /** Takes one, if there is one. */
  synchronized boolean take() {
    Instant now = clock.instant();
    Instant since = full.isBefore(now) ? now : full; // when it will be full again
    if (Duration.between(now, since.plus(interval)).compareTo(interval.multipliedBy(capacity))
        > 0) {
      return false;
    }
    full = since.plus(interval);
    return true;
  }
}
