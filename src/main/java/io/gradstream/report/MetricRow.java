package io.gradstream.report;

import io.gradstream.core.data.Task;
import io.gradstream.core.metric.Baseline;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One row of the table: a metric of the model and of the baselines; NaN where undefined. */
record MetricRow(Metric metric, double model, double noChange, double majority) {

  static MetricRow of(Metric metric, Evaluation evaluation) {
    List<Metric> only = List.of(metric);
    return new MetricRow(
        metric,
        evaluation.model(only).get(metric),
        evaluation.baseline(Baseline.NO_CHANGE, only).get(metric),
        evaluation.baseline(Baseline.MAJORITY, only).get(metric));
  }

  /** Tells whether there are values to compare. */
  boolean isDefined() {
    return !Double.isNaN(model) && !Double.isNaN(noChange) && !Double.isNaN(majority);
  }

  /** Tells whether the model is better than both baselines. */
  boolean isBetter() {
    return isDefined() && unbeaten().isEmpty();
  }

  /** Returns the better baseline if the model is no better than it. */
  Optional<Baseline> unbeaten() {
    boolean steady = metric.gain(noChange, majority) >= 0;
    double gain = metric.gain(model, steady ? noChange : majority);
    return gain <= 0
        ? Optional.of(steady ? Baseline.NO_CHANGE : Baseline.MAJORITY)
        : Optional.empty();
  }

  /** Returns the name of the metric as people write it. */
  String name() {
    return switch (metric) {
      case AUC, MAE, RMSE, R2, F1 -> metric.name();
      default -> metric.label();
    };
  }

  /** Returns the name of a baseline as people write it. */
  String name(Baseline baseline) {
    if (baseline == Baseline.MAJORITY && metric.isFor(Task.REGRESSION)) {
      return "mean";
    }
    return baseline.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
