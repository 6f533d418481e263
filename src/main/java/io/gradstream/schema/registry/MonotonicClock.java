package io.gradstream.schema.registry;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A clock for how long ago something was: it goes on evenly when the machine's clock is set. */
public final class MonotonicClock extends Clock {

  private final LongSupplier nanoTime;
  private final long start;

  /** Creates a clock that begins at the epoch. */
  public MonotonicClock() {
    this(System::nanoTime);
  }

  private MonotonicClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanoTime.getAsLong() - start);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("it tells how long ago something was, and no date");
  }
}
