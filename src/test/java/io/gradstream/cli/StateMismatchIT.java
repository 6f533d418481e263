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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline whose features have changed does not take over the model of the old ones. */
class StateMismatchIT {

  private static final int ROWS = 100;
  private static final int LONG = 45_000;

  private static final int SHORT = 3_000;

  @TempDir private Path directory;
  private final PipelineCluster cluster = PipelineCluster.shared();
  private String name;

  @BeforeEach
  void learn(TestInfo test) throws IOException {
    name = PipelineCluster.nameOf(test);
    cluster.createTopic(name, 1);
    cluster.produce(
        name, CsvSource.of(PipelineCluster.FLIGHTS).limitedTo(ROWS, Double.POSITIVE_INFINITY));
    Pipeline pipeline = read(pipeline("distance, temp", "0.1", LONG));
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      cluster.values(pipeline.predictionsTopic(), ROWS);
      assertThat(application.failure()).isEmpty();
    }
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
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: ").contains("temp", "humid").doesNotContain("\tat ");
  }

  /** Or the next try, with the mistake mended, would wait until the session is over. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void aStartThatFailsLeavesTheGroupAtOnce() throws Exception {
    Pipeline changed = read(pipeline("distance, humid", "0.1", LONG));
    try (PipelineApplication application = PipelineApplication.start(changed)) {
      assertThat(application.awaitEnd()).containsInstanceOf(StateMismatchException.class);
      assertThat(members(changed)).as("before any clean close").isZero();
    }
    anotherLearningRateGoesOnWithTheModelAtOnce();
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void aModelThatLostABlockIsRefusedByTheNameOfItsArray() throws Exception {
    Pipeline pipeline = read(pipeline("distance, temp", "0.1", SHORT));
    String changelog = name + "-model-changelog";
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.copyOf(pipeline.kafka()), new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] key = "live.parameters/0".getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(changelog, 0, key, null)).get();
    }
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      assertThat(application.awaitEnd().orElseThrow())
          .isInstanceOf(StateMismatchException.class)
          .hasMessageContainingAll("not whole", "'live.parameters' has 0 blocks of the 1");
    }
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
        name, CsvSource.of(PipelineCluster.FLIGHTS).limitedTo(1, Double.POSITIVE_INFINITY));
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
        pipeline: %1$s
        input: {topic: %1$s, label: delayed}
        features: [{standard: [%2$s]}]
        model: logistic
        optimizer: {sgd: {learning-rate: %3$s}, batch-size: 1}
        kafka:
          bootstrap.servers: "%4$s"
          schema.registry.url: "%5$s"
          session.timeout.ms: %6$d
          heartbeat.interval.ms: 500
        """
            .formatted(
                name,
                features,
                learningRate,
                cluster.kafka().get("bootstrap.servers"),
                cluster.kafka().get("schema.registry.url"),
                sessionMillis));
  }
}
