package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.client.CsvSource;
import io.gradstream.core.state.StateMismatchException;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline whose features have changed does not take over the model of the old ones. */
class StateMismatchIT {

  private static final int ROWS = 100;
  private static final int LONG = 45_000;

  /** For an application that fails: it does not leave its group. */
  private static final int SHORT = 3_000;

  @TempDir private Path directory;
  private PipelineCluster cluster;

  @BeforeEach
  void learn() throws IOException {
    cluster = PipelineCluster.start();
    cluster.createTopic("flights", 1);
    cluster.produce(
        "flights", CsvSource.of(PipelineCluster.FLIGHTS).limitedTo(ROWS, Double.POSITIVE_INFINITY));
    Pipeline pipeline = read(pipeline("distance, temp", "0.1", LONG));
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      cluster.values(pipeline.predictionsTopic(), ROWS);
      assertThat(application.failure()).isEmpty();
    }
  }

  @AfterEach
  void stop() throws IOException {
    cluster.close();
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void otherFeaturesAreRefusedWithWhatChanged() throws Exception {
    Path changed = pipeline("distance, humid", "0.1", SHORT);
    try (PipelineApplication application = PipelineApplication.start(read(changed))) {
      Optional<Throwable> failure = application.awaitEnd();
      assertThat(failure).containsInstanceOf(StateMismatchException.class);
      assertThat(failure.orElseThrow()).hasMessageContainingAll("temp", "humid");
    }
    CommandRun run = CommandRun.of("run", changed.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: ").contains("temp", "humid").doesNotContain("\tat ");
  }

  @Test
  void aModelWhoseOffsetsAreGoneIsNotTaughtItsTopicASecondTime() throws IOException {
    Pipeline pipeline = read(pipeline("distance, temp", "0.1", LONG));
    try (Cluster kafka = Cluster.connect(pipeline.kafka())) {
      List<String> group = List.of(pipeline.name());
      kafka.get("deleting the group", kafka.admin().deleteConsumerGroups(group).all());
    }
    assertThatThrownBy(() -> PipelineApplication.start(pipeline))
        .isInstanceOf(ApplicationException.class)
        .hasMessageContainingAll("offsets", "are gone", "-model-changelog", "second time");
  }

  @Test
  void anotherLearningRateGoesOnWithTheModelAtOnce() throws IOException {
    Pipeline faster = read(pipeline("distance, temp", "0.5", LONG));
    cluster.produce(
        "flights", CsvSource.of(PipelineCluster.FLIGHTS).limitedTo(1, Double.POSITIVE_INFINITY));
    assertThat(members(faster)).as("members that a clean close leaves behind").isZero();
    try (PipelineApplication application = PipelineApplication.start(faster)) {
      assertThat(cluster.values(faster.predictionsTopic(), ROWS + 1))
          .last()
          .extracting(p -> p.get("version"))
          .isEqualTo((long) ROWS);
      assertThat(application.failure()).isEmpty();
    }
  }

  private static int members(Pipeline pipeline) {
    try (Cluster kafka = Cluster.connect(pipeline.kafka())) {
      List<String> group = List.of(pipeline.name());
      return kafka
          .get("describing the group", kafka.admin().describeConsumerGroups(group).all())
          .values()
          .iterator()
          .next()
          .members()
          .size();
    }
  }

  private static Pipeline read(Path file) {
    return PipelineReader.read(file, Map.of());
  }

  private Path pipeline(String features, String learningRate, int sessionMillis)
      throws IOException {
    return Files.writeString(
        directory.resolve("changed.yaml"),
        """
        pipeline: changed
        input: {topic: flights, label: delayed}
        features: [{standard: [%s]}]
        model: logistic
        optimizer: {sgd: {learning-rate: %s}, batch-size: 1}
        kafka:
          bootstrap.servers: "%s"
          schema.registry.url: "%s"
          session.timeout.ms: %d
          heartbeat.interval.ms: 500
        """
            .formatted(
                features,
                learningRate,
                cluster.kafka().get("bootstrap.servers"),
                cluster.kafka().get("schema.registry.url"),
                sessionMillis));
  }
}
