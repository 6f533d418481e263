package io.gradstream.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT: the first ends the process in order, which may wait for brokers, a second at
 * once. By itself a JVM ignores the second.
 */
final class StopSignals {

  private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

  /** What a shell says of a process that a signal ended is this and the signal's number. */
  private static final int SIGNALLED = 128;

  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;

  private final AtomicBoolean stopping = new AtomicBoolean();

  private StopSignals() {}

  /** Handles both signals from now on. */
  static void handle() {
    StopSignals signals = new StopSignals();
    Signals.register("TERM", () -> signals.stop("SIGTERM", SIGNALLED + SIGTERM));
    Signals.register("INT", () -> signals.stop("SIGINT", SIGNALLED + SIGINT));
  }

  /** Each signal has a thread of its own, so the first may wait here for the shutdown hooks. */
  private void stop(String signal, int exitCode) {
    if (stopping.compareAndSet(false, true)) {
      LOG.info("{}: committing, then stopping; a second one stops at once", signal);
      System.exit(exitCode);
    }
    LOG.warn("a second signal, {}: stopping at once; what is not committed is redone", signal);
    Runtime.getRuntime().halt(exitCode);
  }
}
