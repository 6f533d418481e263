package io.gradstream.report;

import io.gradstream.core.data.Task;
import io.gradstream.core.metric.Baseline;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.metric.Scores;
import java.util.List;
import java.util.Optional;

/** One row of the table: a metric of the model and of the baselines; NaN where undefined. */
record MetricRow(Metric metric, double model, double noChange, double majority) {

  /** Returns a row for each of {@code metrics}. */
  static List<MetricRow> of(List<Metric> metrics, Evaluation evaluation) {
    Scores model = evaluation.model(metrics);
    Scores noChange = evaluation.baseline(Baseline.NO_CHANGE, metrics);
    Scores majority = evaluation.baseline(Baseline.MAJORITY, metrics);
    return metrics.stream()
        .map(it -> new MetricRow(it, model.get(it), noChange.get(it), majority.get(it)))
        .toList();
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
    return isDefined() && !(gain > 0)
        ? Optional.of(steady ? Baseline.NO_CHANGE : Baseline.MAJORITY)
        : Optional.empty();
  }

  /** Returns the name of the metric as people write it. */
  String name() {
    return MetricNames.of(metric);
  }

  /** Returns the name of a baseline as people write it. */
  String name(Baseline baseline) {
    return baseline.title(metric.isFor(Task.REGRESSION) ? Task.REGRESSION : Task.BINARY);
  }
}
