package io.gradstream.streams;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * The machine's time as it was at start, gone on evenly since: Kafka Streams commits by it, and
 * would not for an hour if the machine's clock were set back by one.
 */
final class MonotonicTime implements Time {

  private final Time machine;
  private final long offset;

  MonotonicTime(Time machine) {
    this.machine = machine;
    offset = machine.milliseconds() - machine.hiResClockMs();
  }

  @Override
  public long milliseconds() {
    return offset + machine.hiResClockMs();
  }

  @Override
  public long hiResClockMs() {
    return machine.hiResClockMs();
  }

  @Override
  public long nanoseconds() {
    return machine.nanoseconds();
  }

  @Override
  public void sleep(long ms) {
    machine.sleep(ms);
  }

  @Override
  public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs)
      throws InterruptedException {
    long ahead = machine.milliseconds() - milliseconds();
    boolean endless = ahead > 0 && deadlineMs > Long.MAX_VALUE - ahead;
    machine.waitObject(object, condition, endless ? Long.MAX_VALUE : deadlineMs + ahead);
  }
}
