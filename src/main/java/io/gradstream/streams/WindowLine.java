package io.gradstream.streams;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.WindowReport;
import io.gradstream.core.metric.Baseline;
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
    majority = Baseline.MAJORITY.title(rule.task());
  }

  /**
   * How fast records are taken.
   *
   * @param rows records taken so far
   * @param rate records a second
   * @param lag records that are still to be read, if that is known
   */
  record Pace(long rows, double rate, OptionalLong lag) {

    private String text(String unit) {
      String read = lag.isPresent() ? ", lag %,d".formatted(lag.getAsLong()) : "";
      return String.format(Locale.ROOT, "%,d rows, %,.0f%s%s", rows, rate, unit, read);
    }
  }

  /** Returns the line. */
  String of(int partition, WindowReport report, Pace pace) {
    return "partition %d, %s; %s".formatted(partition, figures(report), pace.text(" rows/s"));
  }

  /** Returns what of it fits a terminal; the baseline is the better one. */
  String brief(WindowReport report, Pace pace) {
    double noChange = report.noChange().get(metric);
    double ofMajority = report.majority().get(metric);
    double better = metric.gain(noChange, ofMajority) >= 0 ? noChange : ofMajority;
    double model = report.model().get(metric);
    Figures figures = Figures.of(model, better);
    return "%s, window %,d: %s %s (baseline %s)"
        .formatted(
            pace.text("/s"),
            report.window(),
            metric.label(),
            figures.text(model),
            figures.text(better));
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
