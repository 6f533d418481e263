package io.gradstream.cli;

import io.gradstream.serve.metrics.MetricsPage;
import io.gradstream.serve.metrics.RunFigures;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.input.InputMetrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/** What a page of metrics has of a pipeline that runs. */
final class TrainerMetrics {

  private static final List<String> STATES = Stream.of(State.values()).map(Enum::name).toList();

  private TrainerMetrics() {}

  /** Returns a page of it; {@code running} gives null before the pipeline has started. */
  static MetricsPage page(String pipeline, Supplier<@Nullable PipelineApplication> running) {
    return new MetricsPage()
        .withKafka(pipeline, () -> metrics(running.get()))
        .withRun(
            pipeline,
            STATES,
            () -> Optional.ofNullable(running.get()).map(TrainerMetrics::figures));
  }

  private static Map<MetricName, ? extends Metric> metrics(
      @Nullable PipelineApplication application) {
    return application == null ? Map.of() : application.metrics();
  }

  private static RunFigures figures(PipelineApplication application) {
    InputMetrics input = application.input();
    return new RunFigures(
        application.state().name(),
        input.getStalledSeconds(),
        input.getWaitingOffsets(),
        input.getRestoredBlocks(),
        input.getBlocksToRestore(),
        input.getRestoreSeconds(),
        input.getLostRecords(),
        input.getRepeatedRecords());
  }
}
