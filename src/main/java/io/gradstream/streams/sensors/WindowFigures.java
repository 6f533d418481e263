package io.gradstream.streams.sensors;

import io.gradstream.core.learn.WindowReport;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.metric.Scores;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;

/**
 * The last full window: what the metrics topic has of it. Figures are there from the first window
 * on, and a score only of those who have one (no checkpoint has before the second).
 */
final class WindowFigures {

  static final String GROUP = "gradstream-window-metrics";
  static final String SCORES = "gradstream-score-metrics";

  private final TaskSensors sensors;
  private final Map<MetricName, Figure> figures = new HashMap<>();

  WindowFigures(TaskSensors sensors) {
    this.sensors = sensors;
  }

  void show(WindowReport report) {
    set("window", "The number of the window.", report.window());
    set("window-records", "The labelled records in it.", report.count());
    set("learning-rate", "The optimizer's rate at its end.", report.learningRate());
    set("gradient-norm", "The mean norm of its gradients before clipping.", report.gradientNorm());
    set("clipped-steps", "Its steps whose gradient was clipped.", report.clippedSteps());
    set("dropped-steps", "Its steps that were dropped as not finite.", report.droppedSteps());
    set("outliers", "Its numbers that lay too far outside.", report.outliers());
    set(
        "full-fields",
        "The fields with as many categories as may have columns.",
        report.fullFields());
    set(
        "windows-without-improvement",
        "The windows in a row without improvement on the checkpoint.",
        report.withoutImprovement());
    scores("model", report.model());
    report.checkpoint().ifPresent(scores -> scores("checkpoint", scores));
    scores("no_change", report.noChange());
    scores("majority", report.majority());
    gains(report, "no_change", report.noChange());
    gains(report, "majority", report.majority());
    report.checkpoint().ifPresent(scores -> gains(report, "checkpoint", scores));
  }

  private void scores(String predictor, Scores scores) {
    scores
        .values()
        .forEach(
            (metric, value) ->
                figure(
                        sensors.name(
                            SCORES,
                            "score",
                            "A metric of the last full window.",
                            "metric",
                            metric.field(),
                            "predictor",
                            predictor))
                    .set(value));
  }

  /** Whichever direction is better: what is below 0 is worse than the other. */
  private void gains(WindowReport report, String over, Scores others) {
    for (Metric metric : others.values().keySet()) {
      figure(
              sensors.name(
                  SCORES,
                  "gain",
                  "By how much the model was better than another predictor; negative if worse.",
                  "metric",
                  metric.field(),
                  "over",
                  over))
          .set(metric.gain(report.model().get(metric), others.get(metric)));
    }
  }

  private void set(String name, String description, double value) {
    figure(sensors.name(GROUP, name, description)).set(value);
  }

  private Figure figure(MetricName name) {
    return figures.computeIfAbsent(name, it -> sensors.add(it, Figure.unknown()));
  }
}
