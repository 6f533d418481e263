package io.gradstream.streams;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.WindowReport;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.text.Figures;
import java.util.Locale;
import java.util.OptionalLong;

/** A window in a line: its first metric beside that of the predictors without a model. */
final class WindowLine {

  private final Metric metric;
  private final String majority;

  WindowLine(LearnerRule rule) {
    metric = rule.validation().metrics().get(0);
    majority = rule.task() == Task.REGRESSION ? "mean" : "majority";
  }

  /**
   * Returns the line.
   *
   * @param rows records taken so far
   * @param rate records a second
   * @param lag records that are still to be read, if that is known
   */
  String of(int partition, WindowReport report, long rows, double rate, OptionalLong lag) {
    return String.format(
        Locale.ROOT,
        "partition %d, %s; %,d rows, %,.0f rows/s%s",
        partition,
        figures(report),
        rows,
        rate,
        lag.isPresent() ? ", lag %,d".formatted(lag.getAsLong()) : "");
  }

  /** Returns what the window showed. */
  String figures(WindowReport report) {
    double model = report.model().get(metric);
    double noChange = report.noChange().get(metric);
    double ofMajority = report.majority().get(metric);
    Figures figures = Figures.of(model, noChange, ofMajority);
    return "window %,d: %s %s (no change %s, %s %s)"
        .formatted(
            report.window(),
            metric.label(),
            figures.text(model),
            figures.text(noChange),
            majority,
            figures.text(ofMajority));
  }
}
