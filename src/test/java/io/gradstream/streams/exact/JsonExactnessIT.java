package io.gradstream.streams.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gradstream.client.Cluster;
import io.gradstream.client.CsvProducer;
import io.gradstream.client.CsvSource;
import io.gradstream.csv.CsvRecords;
import io.gradstream.eval.FileEvaluation;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.JsonDeserializer;
import io.gradstream.streams.PipelineCluster;
import io.gradstream.streams.output.OutputSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.DoubleStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** JSON in, JSON out, no registry, killed twice: the scores are those of the core alone. */
class JsonExactnessIT {

  private static final Path PAYMENTS = Path.of("examples/json/payments.csv");
  private static final long ROWS = 2000;
  private static final double ROWS_PER_SECOND = 300;
  private static final List<Long> KILLS = List.of(500L, 1200L);

  @TempDir private Path directory;

  private final PipelineCluster cluster = PipelineCluster.shared();
  private String name;

  @BeforeEach
  void createTopic(TestInfo test) {
    name = PipelineCluster.nameOf(test);
    cluster.createTopic(name, 1);
  }

  @Test
  void killedTwiceEqualsTheCoreAlone() throws Exception {
    Path file = pipeline();
    CompletableFuture<Long> producing = produce();
    runKilled(file);
    assertThat(producing.join()).isEqualTo(ROWS);

    Pipeline pipeline = PipelineReader.read(file, Map.of());
    assertThat(pipeline.kafka()).doesNotContainKey("schema.registry.url");
    List<GenericRecord> predictions = new ArrayList<>();
    JsonDeserializer json = new JsonDeserializer(OutputSchemas.PREDICTION);
    cluster.await(
        pipeline.predictionsTopic(),
        ROWS,
        record -> predictions.add(json.deserialize(record.topic(), record.value())));
    assertThat(predictions.stream().mapToDouble(p -> (double) p.get("score")).toArray())
        .isEqualTo(scores(pipeline));
    assertThat(predictions.get((int) ROWS - 1).get("source_offset")).isEqualTo(ROWS - 1);
    cluster.await(pipeline.metricsTopic(), 4, record -> {});
  }

  private void runKilled(Path file) throws Exception {
    Child running = Child.run(file, Map.of(), directory.resolve("run.log"));
    try {
      for (long moment : KILLS) {
        awaitCommitted(moment, running);
        running.kill();
        running = Child.run(file, Map.of(), directory.resolve("run.log"));
      }
      awaitCommitted(ROWS, running);
      running.stop();
    } finally {
      running.close();
    }
  }

  private void awaitCommitted(long records, Child running) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              assertThat(running.isAlive()).as(this::logged).isTrue();
              return committed() >= records;
            });
  }

  /** Says what a process that should run has logged. */
  private String logged() {
    try {
      return "the process runs, with the log " + Files.readString(directory.resolve("run.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long committed() {
    try (Cluster kafka = Cluster.connect(cluster.kafka())) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          kafka.get(
              "reading offsets",
              kafka.admin().listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata());
      OffsetAndMetadata offset = offsets.get(new TopicPartition(name, 0));
      return offset == null ? 0 : offset.offset();
    }
  }

  private CompletableFuture<Long> produce() {
    CsvSource source = CsvSource.of(PAYMENTS).limitedTo(ROWS, ROWS_PER_SECOND);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return CsvProducer.json(cluster.kafka()).produce(name, source, sent -> {});
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static double[] scores(Pipeline pipeline) throws IOException {
    DoubleStream.Builder scores = DoubleStream.builder();
    try (CsvRecords rows = CsvRecords.open(PAYMENTS, "payment")) {
      new FileEvaluation(pipeline.learner()).run(rows, file -> scores.add(file.score()));
    }
    return scores.build().toArray();
  }

  private Path pipeline() throws IOException {
    String example =
        PipelineCluster.renamed(Files.readString(Path.of("examples/json/pipeline.yaml")), name);
    String servers = cluster.kafka().get("bootstrap.servers");
    return Files.writeString(
        directory.resolve("pipeline.yaml"),
        example.replaceAll("\\$\\{KAFKA[^}]*\\}", servers)
            + "  commit.interval.ms: 200\n"
            + "  session.timeout.ms: 3000\n"
            + "  heartbeat.interval.ms: 500\n"
            + "  producer.transaction.timeout.ms: 3000\n");
  }
}
