package io.gradstream.streams.exact;

/** {@code gradstream run} outside this process, to be killed. */
public interface Trainer extends AutoCloseable {

  /** SIGKILL: no hook runs, nothing is flushed. */
  void kill() throws InterruptedException;

  /** SIGTERM: commits and leaves the group. */
  void stop() throws InterruptedException;

  /** Tells whether it still runs. */
  boolean isAlive();

  @Override
  void close();
}
