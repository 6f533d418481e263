package io.gradstream.streams.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gradstream.client.Cluster;
import io.gradstream.client.CsvSource;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise: a model that was killed and moved at random moments is, bit for bit, the model that
 * never was. Real processes, a real broker, two trainers (one for each partition of the input).
 */
abstract class ExactnessSuite {

  private static final int PARTITIONS = 2;
  private static final int KILLS = 5;
  private static final long ROWS = 40_000;
  private static final double ROWS_PER_SECOND = 2_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Small windows, a batch that is nearly always pending, and a stop: everything in the state. */
  private static final String ONE_RULE =
      """
      input: {topic: %s, label: delayed}
      features:
        - standard: [distance, temp, dewp, humid, wind_speed, precip, pressure, visib]
        - one-hot: [month, dow, sched_hour, carrier, origin, dest]
      model: logistic
      optimizer: {adam: {learning-rate: 0.01}, batch-size: 7}
      """;

  /** The default optimizer, over hats, for classes that grow with what is seen of them. */
  private static final String RACE =
      """
      input: {topic: %s, label: carrier, max-classes: 20}
      features:
        - hats: [distance, temp, humid, wind_speed, pressure]
        - one-hot: [sched_hour, origin, dest]
      model: softmax
      """;

  private static final String REST =
      """
      validation: {window: 500}
      early-stopping: {metric: log-loss, patience: 3, min-delta: 0.02, min-delta-mode: absolute, on-stop: report}
      scale: partition
      kafka:
        bootstrap.servers: "${KAFKA_BOOTSTRAP_SERVERS}"
        schema.registry.url: "${SCHEMA_REGISTRY_URL}"
        commit.interval.ms: 200
        session.timeout.ms: 3000
        heartbeat.interval.ms: 500
        producer.transaction.timeout.ms: 3000
        metadata.max.age.ms: 1000
      """;

  @TempDir private Path directory;
  private PipelineCluster cluster;
  private String topic;
  private String killed;
  private String uninterrupted;

  /** Starts broker and registry. */
  abstract PipelineCluster startCluster() throws IOException;

  /** Starts {@code gradstream run} on a pipeline file, as a process unless overridden. */
  Trainer run(Path pipeline, Path log) throws IOException {
    return Child.run(pipeline, cluster.environment(), log);
  }

  @BeforeEach
  void start(TestInfo test) throws IOException {
    cluster = startCluster();
    topic = PipelineCluster.nameOf(test);
    killed = topic + "-killed";
    uninterrupted = topic + "-uninterrupted";
    cluster.createTopic(topic, PARTITIONS);
  }

  @AfterEach
  void stop() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void killedFiveTimesAndRebalancedOnceEqualsUninterrupted() throws Exception {
    assertThatInterruptionsChangeNothing(ONE_RULE);
  }

  @Test
  void aRaceOfGrowingClassesKilledAndRebalancedEqualsUninterrupted() throws Exception {
    assertThatInterruptionsChangeNothing(RACE);

    assertThat(new Outcomes(cluster.kafka()).blocks(killed).keySet())
        .anySatisfy(block -> assertThat(block).contains("race"));
  }

  private void assertThatInterruptionsChangeNothing(String learning) throws Exception {
    CompletableFuture<Long> producing = produce();
    killAtRandomMoments(pipeline(killed, learning));
    assertThat(producing.join()).isEqualTo(ROWS);
    runUninterrupted(pipeline(uninterrupted, learning));

    Outcomes outcomes = new Outcomes(cluster.kafka());
    assertThat(outcomes.predictions(killed).values().stream().mapToInt(List::size).sum())
        .isEqualTo((int) ROWS);
    assertThat(outcomes.metrics(killed)).hasSize(PARTITIONS);
    assertThat(outcomes.decisions(killed)).isNotEmpty();
    assertThat(outcomes.blocks(killed)).hasSizeGreaterThan(20);

    assertThat(outcomes.predictions(killed)).isEqualTo(outcomes.predictions(uninterrupted));
    assertThat(outcomes.metrics(killed)).isEqualTo(outcomes.metrics(uninterrupted));
    assertThat(outcomes.decisions(killed)).isEqualTo(outcomes.decisions(uninterrupted));
    assertThat(outcomes.blocks(killed)).isEqualTo(outcomes.blocks(uninterrupted));
  }

  private void killAtRandomMoments(Path pipeline) throws Exception {
    Random random = new Random(20130101);
    Trainer running = run(pipeline, directory.resolve("run.log"));
    try {
      for (int kill = 1; kill <= KILLS; kill++) {
        long moment = kill * ROWS / (KILLS + 2) + random.nextInt((int) (ROWS / 20));
        awaitCommitted(killed, moment, running);
        running.kill();
        running = run(pipeline, directory.resolve("run.log"));
      }
      awaitCommitted(killed, (KILLS + 1) * ROWS / (KILLS + 2), running);
      running = moveTo(run(pipeline, directory.resolve("second.log")), running);
      awaitCommitted(killed, ROWS, running);
      running.stop();
    } finally {
      running.close();
    }
  }

  /** Lets a second instance join, which takes over a trainer, and then stops the first. */
  private Trainer moveTo(Trainer second, Trainer first) throws InterruptedException {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try (Cluster kafka = Cluster.connect(cluster.kafka())) {
                return kafka
                        .get(
                            "describing the group",
                            kafka.admin().describeConsumerGroups(List.of(killed)).all())
                        .get(killed)
                        .members()
                        .size()
                    == 2;
              }
            });
    first.stop();
    return second;
  }

  private void runUninterrupted(Path file) {
    Pipeline pipeline = PipelineReader.read(file, cluster.environment());
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      await().atMost(PATIENCE).until(() -> committed(uninterrupted) >= ROWS);
      assertThat(application.failure()).isEmpty();
    }
  }

  private void awaitCommitted(String application, long records, Trainer running) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              assertThat(running.isAlive()).as(this::logged).isTrue();
              return committed(application) >= records;
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

  private long committed(String application) {
    try (Cluster kafka = Cluster.connect(cluster.kafka())) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          kafka.get(
              "reading offsets",
              kafka.admin().listConsumerGroupOffsets(application).partitionsToOffsetAndMetadata());
      return offsets.entrySet().stream()
          .filter(entry -> entry.getKey().topic().equals(topic))
          .mapToLong(entry -> entry.getValue().offset())
          .sum();
    }
  }

  private CompletableFuture<Long> produce() {
    CsvSource source =
        CsvSource.of(PipelineCluster.FLIGHTS)
            .withColumns("flight", "time")
            .limitedTo(ROWS, ROWS_PER_SECOND);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return cluster.produce(topic, source);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Path pipeline(String name, String learning) throws Exception {
    Path file = directory.resolve(name + ".yaml");
    return Files.writeString(file, "pipeline: " + name + "\n" + learning.formatted(topic) + REST);
  }
}
