package io.gradstream.report;

import io.gradstream.core.metric.Metric;

/** The names of metrics as people write them. */
public final class MetricNames {

  private MetricNames() {}

  /** Returns the name of a metric. */
  public static String of(Metric metric) {
    return switch (metric) {
      case AUC, MAE, RMSE, R2, F1, MAPE, MCC -> metric.name();
      default -> metric.label();
    };
  }
}
