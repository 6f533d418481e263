package io.gradstream.demo;

import io.gradstream.core.text.Figures;
import io.gradstream.report.Terminal;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a stream is: a bar on a terminal, a line every few seconds elsewhere. */
public interface ProgressDisplay extends AutoCloseable {

  /**
   * Shows the present state.
   *
   * @param rows rows answered so far
   * @param figure rolling value of the metric, NaN before there is one
   */
  void update(long rows, double figure);

  @Override
  void close();

  /** Returns a bar if there is a terminal to draw it on, nothing otherwise. */
  static Optional<ProgressDisplay> onTerminal(String task, long total, String metric) {
    return Terminal.isErrThere() ? Optional.of(new Bar(task, total, metric)) : Optional.empty();
  }

  /** Returns a bar if there is a terminal to draw it on, lines otherwise. */
  static ProgressDisplay of(String task, long total, String metric, PrintWriter out) {
    return Terminal.isErrThere() ? new Bar(task, total, metric) : new Lines(total, metric, out);
  }

  /** A bar that is redrawn in place. */
  final class Bar implements ProgressDisplay {

    private final ProgressBar bar;
    private final String metric;

    Bar(String task, long total, String metric) {
      this.metric = metric;
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setUnit("", 1)
              .showSpeed(new DecimalFormat("#,##0"))
              .build();
    }

    @Override
    public void update(long rows, double figure) {
      bar.stepTo(rows);
      if (!Double.isNaN(figure)) {
        bar.setExtraMessage(" %s %s".formatted(metric, Figures.one(figure)));
      }
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** Lines, one every two seconds from the first row on. */
  final class Lines implements ProgressDisplay {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(2);

    private final long total;
    private final String metric;
    private final PrintWriter out;
    private final LongSupplier nanoTime;
    private boolean started;
    private long start;
    private long next;

    Lines(long total, String metric, PrintWriter out) {
      this(total, metric, out, System::nanoTime);
    }

    Lines(long total, String metric, PrintWriter out, LongSupplier nanoTime) {
      this.total = total;
      this.metric = metric;
      this.out = out;
      this.nanoTime = nanoTime;
    }

    @Override
    public void update(long rows, double figure) {
      long now = nanoTime.getAsLong();
      if (!started && rows > 0) {
        started = true;
        start = now;
        next = now + PAUSE;
      } else if (started && now >= next) {
        next = now + PAUSE;
        out.printf(
            Locale.ROOT,
            "  %,9d of %,d rows  %,7.0f rows/s  %s %s%n",
            rows,
            total,
            rows / ((now - start) / 1e9),
            metric,
            Figures.one(figure));
        out.flush();
      }
    }

    @Override
    public void close() {
      // every line is complete
    }
  }
}
