package org.apache.kafka.common.utils;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The time that Kafka's clients wait by, in the place of their own class of this name: the
 * machine's clock, but it never goes back.
 *
 * <p>The clients measure waits by the machine's clock, and it cannot be given to them: set back by
 * an hour, a consumer would send no heartbeat for an hour, and a producer that had lost its
 * connection would not connect again for as long, its thread waiting in a flush. Here a clock that
 * is set back goes on evenly from where it was until the machine's has caught up; one that is set
 * forth is followed, as before. The program's jar stands before Kafka's on every classpath.
 */
class SystemTime implements Time {

  private static final long NANOS = 1_000_000;

  private final LongSupplier clock;
  private final LongSupplier uptime;
  private final AtomicLong ahead; // the most that the clock was ever ahead of the uptime

  /** Returns the one of this process. */
  public static SystemTime getSystemTime() {
    return OfProcess.TIME;
  }

  /** Made when it is asked for, as the interface does while it or this class is initialised. */
  private static final class OfProcess {
    private static final SystemTime TIME =
        new SystemTime(System::currentTimeMillis, System::nanoTime);
  }

  /**
   * Makes one.
   *
   * @param clock milliseconds since the epoch, which somebody may set
   * @param uptime nanoseconds, which only pass
   */
  SystemTime(LongSupplier clock, LongSupplier uptime) {
    this.clock = clock;
    this.uptime = uptime;
    ahead = new AtomicLong(Long.MIN_VALUE);
    milliseconds();
  }

  @Override
  public long milliseconds() {
    long passed = uptime.getAsLong() / NANOS;
    long now = clock.getAsLong() - passed;
    long most = ahead.get();
    return passed + (now > most ? ahead.accumulateAndGet(now, Math::max) : most);
  }

  @Override
  public long nanoseconds() {
    return uptime.getAsLong();
  }

  @Override
  public void sleep(long ms) {
    Utils.sleep(ms);
  }

  @Override
  public void waitObject(Object object, Supplier<Boolean> condition, long deadline)
      throws InterruptedException {
    synchronized (object) {
      while (!condition.get()) {
        long left = deadline - milliseconds();
        if (left <= 0) {
          throw new TimeoutException("Condition not satisfied before deadline");
        }
        object.wait(left);
      }
    }
  }
}
