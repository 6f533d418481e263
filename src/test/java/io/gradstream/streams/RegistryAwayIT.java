package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.CsvSource;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.registry.http.HttpSchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The registry goes away, records of a schema that nobody knows yet arrive, and it comes back. */
class RegistryAwayIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int ROWS = 100;

  @TempDir private Path directory;
  private final PipelineCluster cluster = PipelineCluster.shared();
  private String name;
  private Door registry;

  @BeforeEach
  void start(TestInfo test) throws IOException {
    name = PipelineCluster.nameOf(test);
    registry = new Door(cluster.kafka().get("schema.registry.url"));
    cluster.createTopic(name, 1);
    produce("x,y,z");
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
  }

  @Test
  void recordsWaitForARegistryThatIsAwayAndAreAllPredicted() throws IOException {
    Pipeline pipeline = pipeline(Map.of());
    try (LogLines lines = LogLines.of(RecordDecoder.class)) {
      awayUntil(pipeline, () -> lines.contain("waiting up to 60 s for the schema registry"));
      assertThat(lines.contain("the schema registry answers again")).isTrue();
    }
  }

  @Test
  void recordsAreReadAgainWhenTheRegistryStaysAwayForLongerThanTheyCanWait() throws IOException {
    Pipeline pipeline = pipeline(Map.of("max.poll.interval.ms", "2500"));
    try (LogLines lines = LogLines.of(ThreadFailures.class)) {
      awayUntil(
          pipeline,
          () -> lines.contain("WARN starting the trainer again after: " + registry.url()));
    }
  }

  @Test
  void aThreadThatWasReplacedDoesNotWaitForTheSessionOfTheDeadOne() throws IOException {
    Pipeline pipeline = pipeline(Map.of("max.poll.interval.ms", "5000"));
    try (LogLines lines = LogLines.of(ThreadFailures.class);
        PipelineApplication application = PipelineApplication.start(pipeline)) {
      cluster.values(pipeline.predictionsTopic(), ROWS);
      registry.shut();
      produce("y,x");
      await().atMost(PATIENCE).until(() -> lines.contain("WARN starting the trainer again"));
      registry.open();
      long opened = System.nanoTime();
      cluster.values(pipeline.predictionsTopic(), 2 * ROWS);
      // session.timeout.ms is 45 s, and a record waits for up to 2 s to ask again
      assertThat(Duration.ofNanos(System.nanoTime() - opened)).isLessThan(Duration.ofSeconds(15));
      assertThat(application.failure()).isEmpty();
    }
  }

  @Test
  void aStartWithoutTheRegistrySaysWhatIsTriedAndThenWhatFailed() throws IOException {
    Pipeline pipeline = pipeline(Map.of("max.retries", "2", "retries.wait.ms", "1"));
    registry.shut();
    try (LogLines lines = LogLines.of(HttpSchemaRegistry.class)) {
      assertThatThrownBy(() -> PipelineApplication.start(pipeline))
          .isInstanceOf(ApplicationException.class)
          .hasMessageContainingAll(
              registry.url() + "/subjects/" + name + "-value/versions/latest",
              "cannot get the latest schema of subject " + name + "-value",
              "no answer: the connection was refused",
              "check schema.registry.url");
      assertThat(lines.contain("WARN " + registry.url())).isTrue();
      assertThat(lines.contain("; trying again in 0.0 s (2 of 2)")).isTrue();
    }
  }

  private void awayUntil(Pipeline pipeline, Callable<Boolean> noticed) throws IOException {
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      cluster.values(pipeline.predictionsTopic(), ROWS);
      registry.shut();
      produce("y,x"); // a field fewer: still compatible
      await().atMost(PATIENCE).until(noticed);
      registry.open();
      List<GenericRecord> predictions = cluster.values(pipeline.predictionsTopic(), 2 * ROWS);
      assertThat(predictions)
          .extracting(p -> p.get("source_offset"))
          .containsExactlyElementsOf(LongStream.range(0, 2 * ROWS).boxed().toList());
      assertThat(cluster.values(pipeline.deadLettersTopic(), 0)).isEmpty();
      assertThat(application.failure()).isEmpty();
    }
  }

  /** Produces rows of these columns, and so of a schema of their own. */
  private void produce(String columns) throws IOException {
    StringBuilder rows = new StringBuilder(columns).append('\n');
    int count = columns.split(",").length;
    for (int i = 0; i < ROWS; i++) {
      rows.append("1").append(",0".repeat(count - 1)).append('\n');
    }
    Path file = Files.writeString(directory.resolve("rows.csv"), rows);
    assertThat(cluster.produce(name, CsvSource.of(file))).isEqualTo(ROWS);
  }

  private Pipeline pipeline(Map<String, String> more) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("away.yaml"),
            """
            pipeline: %1$s
            input: {topic: %1$s, label: y}
            features: [{standard: [x]}]
            model: logistic
            optimizer: {sgd: {learning-rate: 0.1}}
            """
                .formatted(name));
    Map<String, String> kafka = new HashMap<>(cluster.kafka());
    kafka.put("schema.registry.url", registry.url());
    kafka.putAll(more);
    return PipelineReader.read(file, Map.of()).withKafka(kafka);
  }
}
