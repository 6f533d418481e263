package io.gradstream.cli;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jline.utils.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT: the first ends the process in order, which may wait for brokers, a second at
 * once. By itself a JVM ignores the second.
 *
 * <p>What comes within a second of the first is that one again: {@code timeout} and shells send it
 * to the process and to its group.
 */
final class StopSignals {

  private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

  /** What a shell says of a process that a signal ended is this and the signal's number. */
  private static final int SIGNALLED = 128;

  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;

  /** The exit code of a command that Ctrl-C has ended. */
  static final int INTERRUPTED = SIGNALLED + SIGINT;

  private static final long ONE_SIGNAL = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private boolean stopping;
  private long since;

  /** What a signal is for. */
  enum Meaning {
    STOP,
    AGAIN,
    AT_ONCE
  }

  /** Has seen none; {@code nanoTime} is a clock as {@link System#nanoTime} is. */
  StopSignals(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Handles both signals from now on. */
  static void handle() {
    StopSignals signals = new StopSignals(System::nanoTime);
    Signals.register("TERM", () -> signals.stop("SIGTERM", SIGNALLED + SIGTERM));
    Signals.register("INT", () -> signals.stop("SIGINT", SIGNALLED + SIGINT));
  }

  /**
   * Lets the first Ctrl-C call {@code stop}, upon which the command ends by itself; a second one
   * ends it at once.
   */
  static void callFirst(Runnable stop) {
    StopSignals signals = new StopSignals(System::nanoTime);
    Signals.register(
        "INT",
        () -> {
          switch (signals.meaning()) {
            case STOP -> stop.run();
            case AGAIN -> LOG.debug("SIGINT again");
            case AT_ONCE -> Runtime.getRuntime().halt(SIGNALLED + SIGINT);
          }
        });
  }

  /** Each signal has a thread of its own, so the first may wait here for the shutdown hooks. */
  private void stop(String signal, int exitCode) {
    switch (meaning()) {
      case STOP -> {
        LOG.info("{}: committing, then stopping; a second one stops at once", signal);
        System.exit(exitCode);
      }
      case AGAIN -> LOG.debug("{} again", signal);
      case AT_ONCE -> {
        LOG.warn("a second signal, {}: stopping at once; what is not committed is redone", signal);
        Runtime.getRuntime().halt(exitCode);
      }
    }
  }

  /** Takes a signal. */
  synchronized Meaning meaning() {
    long now = nanoTime.getAsLong();
    if (!stopping) {
      stopping = true;
      since = now;
      return Meaning.STOP;
    }
    return now - since < ONE_SIGNAL ? Meaning.AGAIN : Meaning.AT_ONCE;
  }
}
