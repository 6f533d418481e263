package io.gradstream.serve.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects how a trainer's process fares. */
final class RunCollector implements MultiCollector {

  private final String pipeline;
  private final List<String> states;
  private final Supplier<Optional<RunFigures>> figures;

  RunCollector(String pipeline, List<String> states, Supplier<Optional<RunFigures>> figures) {
    this.pipeline = pipeline;
    this.states = List.copyOf(states);
    this.figures = figures;
  }

  @Override
  public MetricSnapshots collect() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    figures.get().ifPresent(now -> add(all, now));
    return all.build();
  }

  private void add(MetricSnapshots.Builder all, RunFigures now) {
    Map<Labels, Double> state = new LinkedHashMap<>();
    for (String each : states) {
      state.put(
          Labels.of("pipeline", pipeline, "state", each), each.equals(now.state()) ? 1.0 : 0.0);
    }
    all.metricSnapshot(
        Snapshots.gauge(
            "gradstream_run_state", "1 for the state that Kafka Streams is in, 0 else.", state));
    gauge(all, "stalled_seconds", "For how long records have stood still.", now.stalledSeconds());
    gauge(
        all,
        "waiting_offsets",
        "Offsets of the input that are not finished, marks of transactions among them.",
        now.waitingOffsets());
    gauge(
        all,
        "restored_blocks",
        "Blocks of models restored since a restore last began.",
        now.restoredBlocks());
    gauge(
        all,
        "restore_blocks",
        "Blocks of models to restore; more than are restored while that is under way.",
        now.blocksToRestore());
    gauge(
        all,
        "restore_seconds",
        "For how long a restore has been under way; 0 if none is.",
        now.restoreSeconds());
    count(all, "lost_records", "Records deleted before they could be read.", now.lostRecords());
    count(
        all,
        "repeated_records",
        "Records that came a second time and were passed over.",
        now.repeatedRecords());
  }

  private void gauge(MetricSnapshots.Builder all, String name, String help, double value) {
    all.metricSnapshot(Snapshots.gauge("gradstream_run_" + name, help, only(value)));
  }

  private void count(MetricSnapshots.Builder all, String name, String help, double value) {
    all.metricSnapshot(Snapshots.counter("gradstream_run_" + name, help, only(value)));
  }

  private Map<Labels, Double> only(double value) {
    return Map.of(Labels.of("pipeline", pipeline), value);
  }
}
