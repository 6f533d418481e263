package io.gradstream.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Measures what the present thread does: its processor time and the bytes it allocates.
 *
 * <p>Processor time, not the clock's, so that what else the machine does counts less; the compiler
 * and the garbage collector have threads of their own and do not count.
 */
final class Meter {

  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean(); // HotSpot's, which counts allocations

  private final long nanos;
  private final long bytes;

  private Meter(long nanos, long bytes) {
    this.nanos = nanos;
    this.bytes = bytes;
  }

  /** Begins to measure. */
  static Meter start() {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    return new Meter(THREADS.getCurrentThreadCpuTime(), allocated);
  }

  /** Returns the cost of each of {@code rows} rows since the start. */
  Cost per(long rows) {
    long spent = THREADS.getCurrentThreadCpuTime() - nanos;
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    return new Cost((double) spent / rows, (double) allocated / rows);
  }
}
