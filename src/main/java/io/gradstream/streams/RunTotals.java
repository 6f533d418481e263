package io.gradstream.streams;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.WindowReport;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the trainers of this process have done since it started, told in a line a window and one at
 * the end.
 *
 * <p>Rates go by the wall clock; they are in these lines alone, never in state or topics. Where
 * windows are full more often than once a second, the newest is told. Records that are taken again
 * after a failure count again.
 */
public final class RunTotals {

  private static final Logger LOG = LoggerFactory.getLogger(RunTotals.class);
  private static final long PAUSE_NANOS = 1_000_000_000L;

  private final WindowLine line;
  private final LongSupplier nanoTime;
  private final Executor later;
  private final Display display;
  private final LongAdder predictions = new LongAdder();
  private final LongAdder deadLetters = new LongAdder();
  private final LongAdder labels = new LongAdder();
  private final LongAdder badLabels = new LongAdder();
  private final LongAdder outcomes = new LongAdder();
  private Supplier<OptionalLong> lag = OptionalLong::empty;
  private volatile LongSupplier stalled = () -> 0;
  private String last = "no window was full";
  private @Nullable Newest newest; // that is still to be told
  private boolean told;
  private long lastNanos;
  private long lastRows;

  private record Newest(int partition, WindowReport report) {}

  /** Shows a line about the newest window. */
  public interface Display {

    /** Shows nothing. */
    Display NONE = (text, brief) -> {};

    /** A line of the log each. */
    Display LOGGED = (text, brief) -> LOG.info("{}", text);

    /** Shows the line, or what of it fits a terminal. */
    void show(String text, String brief);

    /** Is given every full window as it comes, on the thread that learns: it must not wait. */
    default void newest(int partition, WindowReport report) {}
  }

  /** Begins to count for a learner. */
  RunTotals(LearnerRule rule, Display display) {
    this(
        rule,
        display,
        System::nanoTime,
        CompletableFuture.delayedExecutor(PAUSE_NANOS, TimeUnit.NANOSECONDS));
  }

  /**
   * Begins to count by a clock of its own.
   *
   * @param later runs what it is given after a second
   */
  RunTotals(LearnerRule rule, Display display, LongSupplier nanoTime, Executor later) {
    this.later = later;
    line = new WindowLine(rule);
    this.display = display;
    this.nanoTime = nanoTime;
    lastNanos = nanoTime.getAsLong();
  }

  /** Says how to find out how many records are still to be read. */
  synchronized void lagBy(Supplier<OptionalLong> newLag) {
    lag = newLag;
  }

  /** Says how to find out for how long records have stood still. */
  void stalledBy(LongSupplier newStalled) {
    stalled = newStalled;
  }

  /** Returns for how many seconds records have stood still, 0 while they move. */
  long stalledSeconds() {
    return stalled.getAsLong();
  }

  /** Counts a prediction. */
  void predicted() {
    predictions.increment();
  }

  /** Counts a dead letter. */
  void rejected() {
    deadLetters.increment();
  }

  /** Counts a label that came in a record of its own. */
  void labelled() {
    labels.increment();
  }

  /** Counts a record of a label that could not be used. */
  void rejectedLabel() {
    badLabels.increment();
  }

  /** Counts a prediction that met its label. */
  void settled() {
    outcomes.increment();
  }

  /** Tells of a window that is full: at once, or in a moment if one was told just now. */
  synchronized void window(int partition, WindowReport report) {
    last = line.figures(report);
    display.newest(partition, report);
    boolean waits = newest != null;
    newest = new Newest(partition, report);
    if (!told || nanoTime.getAsLong() - lastNanos >= PAUSE_NANOS) {
      tell();
    } else if (!waits) {
      later.execute(this::tell);
    }
  }

  private synchronized void tell() {
    if (newest == null) {
      return; // told meanwhile
    }
    long now = nanoTime.getAsLong();
    long rows = rows();
    double rate = (rows - lastRows) / Math.max(1e-9, (now - lastNanos) / 1e9);
    WindowLine.Pace pace = new WindowLine.Pace(rows, rate, lag.get());
    display.show(
        line.of(newest.partition(), newest.report(), pace), line.brief(newest.report(), pace));
    newest = null;
    told = true;
    lastNanos = now;
    lastRows = rows;
  }

  /** Tells of a window that waits to be told, and returns what was done in all. */
  synchronized String end() {
    tell();
    return text();
  }

  /** Returns what was done in all. */
  synchronized String text() {
    return "%,d records taken since the start: %,d predictions, %,d dead letters; %s%s"
        .formatted(rows(), predictions.sum(), deadLetters.sum(), ofLabels(), last);
  }

  private String ofLabels() {
    long came = labels.sum() + badLabels.sum();
    return came == 0 && outcomes.sum() == 0
        ? ""
        : "%,d labels: %,d dead letters, %,d outcomes; "
            .formatted(came, badLabels.sum(), outcomes.sum());
  }

  private long rows() {
    return predictions.sum() + deadLetters.sum();
  }
}
