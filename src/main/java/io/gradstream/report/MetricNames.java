package io.gradstream.report;

import io.gradstream.core.metric.Baseline;
import io.gradstream.core.metric.Metric;
import java.util.Locale;

/** The names of metrics and baselines as people write them. */
public final class MetricNames {

  private MetricNames() {}

  /** Returns the name of a metric. */
  public static String of(Metric metric) {
    return switch (metric) {
      case AUC, MAE, RMSE, R2, F1, MAPE, MCC -> metric.name();
      default -> metric.label();
    };
  }

  /** Returns the name of a baseline; that of numbers says a mean. */
  static String of(Baseline baseline, boolean ofNumbers) {
    return baseline == Baseline.MAJORITY && ofNumbers
        ? "mean"
        : baseline.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
