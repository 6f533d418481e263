package io.gradstream.serve.metrics;

import io.gradstream.model.Delays;
import io.gradstream.model.FollowerHealth;
import io.gradstream.model.ModelState;
import io.gradstream.score.Scorer;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Collects what a scorer holds, how old it is, and what became of rows. */
final class ScorerCollector implements MultiCollector {

  private static final String PREFIX = "gradstream_scorer_";

  private final Scorer scorer;
  private final Labels pipeline;

  ScorerCollector(Scorer scorer) {
    this.scorer = scorer;
    pipeline = Labels.of("pipeline", scorer.pipeline().name());
  }

  @Override
  public MetricSnapshots collect() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    FollowerHealth health = scorer.health();
    gauge(all, "ready", "1 once the models are there, 0 before.", health.ready() ? 1 : 0);
    gauge(
        all,
        "problem",
        "1 while something keeps it from newer models, 0 else; /health/ready says what.",
        health.problem().isPresent() ? 1 : 0);
    health
        .age()
        .ifPresent(
            age ->
                gauge(
                    all,
                    "model_age_seconds",
                    "Since the models were known to be the newest that are committed.",
                    age.toNanos() / 1e9));
    count(all, "commits", "Commits that reached its models.", health.commits());
    count(all, "restarts", "How often the model topic was read anew.", health.restarts());
    all.metricSnapshot(
        Snapshots.counter(
            PREFIX + "rows",
            "Rows by what became of them: scored, refused, or without a model yet.",
            Map.of(
                pipeline.add("result", "scored"), (double) scorer.counts().scored(),
                pipeline.add("result", "refused"), (double) scorer.counts().refused(),
                pipeline.add("result", "no_model"), (double) scorer.counts().noModel())));
    models(all, "model_version", "The version of the model it scores with.", ModelState::version);
    models(all, "model_step", "The steps that led to that model.", ModelState::step);
    models(all, "model_examples", "Labelled records that it has seen.", ModelState::examples);
    all.metricSnapshot(delays(scorer.delays()));
    return all.build();
  }

  private void models(
      MetricSnapshots.Builder all, String name, String help, ToDoubleFunction<ModelState> figure) {
    Map<Labels, Double> values = new LinkedHashMap<>();
    for (ModelState model : scorer.models()) {
      values.put(
          pipeline.add("partition", Integer.toString(model.partition())),
          figure.applyAsDouble(model));
    }
    if (!values.isEmpty()) {
      all.metricSnapshot(Snapshots.gauge(PREFIX + name, help, values));
    }
  }

  private HistogramSnapshot delays(Delays delays) {
    List<Double> bounds = delays.boundsSeconds();
    return HistogramSnapshot.builder()
        .name(PREFIX + "commit_delay_seconds")
        .help(
            "From the end of what a trainer wrote, just before its commit, to the use of that"
                + " model here; by the clocks of both machines.")
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .labels(pipeline)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, delays.counts()))
                .sum(delays.sumSeconds())
                .build())
        .build();
  }

  private void gauge(MetricSnapshots.Builder all, String name, String help, double value) {
    all.metricSnapshot(Snapshots.gauge(PREFIX + name, help, Map.of(pipeline, value)));
  }

  private void count(MetricSnapshots.Builder all, String name, String help, double value) {
    all.metricSnapshot(Snapshots.counter(PREFIX + name, help, Map.of(pipeline, value)));
  }
}
