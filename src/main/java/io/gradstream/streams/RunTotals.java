package io.gradstream.streams;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.WindowReport;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
  private final Display display;
  private final LongAdder predictions = new LongAdder();
  private final LongAdder deadLetters = new LongAdder();
  private Supplier<OptionalLong> lag = OptionalLong::empty;
  private String last = "no window was full";
  private boolean told;
  private long lastNanos;
  private long lastRows;

  /** Shows a line about the newest window. */
  public interface Display {

    /** Shows nothing. */
    Display NONE = (text, brief) -> {};

    /** A line of the log each. */
    Display LOGGED = (text, brief) -> LOG.info("{}", text);

    /** Shows the line, or what of it fits a terminal. */
    void show(String text, String brief);
  }

  /** Begins to count for a learner. */
  public RunTotals(LearnerRule rule, Display display, LongSupplier nanoTime) {
    line = new WindowLine(rule);
    this.display = display;
    this.nanoTime = nanoTime;
    lastNanos = nanoTime.getAsLong();
  }

  /** Says how to find out how many records are still to be read. */
  synchronized void lagBy(Supplier<OptionalLong> newLag) {
    lag = newLag;
  }

  /** Counts a prediction. */
  void predicted() {
    predictions.increment();
  }

  /** Counts a dead letter. */
  void rejected() {
    deadLetters.increment();
  }

  /** Tells of a window that is full, unless one was told a moment ago. */
  synchronized void window(int partition, WindowReport report) {
    last = line.figures(report);
    long now = nanoTime.getAsLong();
    if (told && now - lastNanos < PAUSE_NANOS) {
      return;
    }
    long rows = rows();
    double seconds = (now - lastNanos) / 1e9;
    WindowLine.Pace pace = new WindowLine.Pace(rows, (rows - lastRows) / seconds, lag.get());
    display.show(line.of(partition, report, pace), line.brief(report, pace));
    told = true;
    lastNanos = now;
    lastRows = rows;
  }

  /** Returns what was done in all. */
  synchronized String text() {
    return "%,d records taken since the start: %,d predictions, %,d dead letters; %s"
        .formatted(rows(), predictions.sum(), deadLetters.sum(), last);
  }

  private long rows() {
    return predictions.sum() + deadLetters.sum();
  }
}
