package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gradstream.cli.RunProcess;
import io.gradstream.client.TopicReader;
import io.gradstream.model.ModelFollower;
import io.gradstream.pipeline.Pipeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Followers of trainers that are killed, of a topic that is compacted, of brokers that are away.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class FollowerCrashIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private final PipelineCluster cluster = PipelineCluster.shared();
  private final NavigableMap<Long, List<Long>> seen = new TreeMap<>();
  private JsonPipeline usual;
  private Pipeline pipeline;

  @BeforeEach
  void create(TestInfo test) {
    usual =
        new JsonPipeline(cluster, PipelineCluster.nameOf(test), "")
            .with("producer.transaction.timeout.ms", "5000");
    cluster.createTopic(usual.name, 1);
    pipeline = usual.pipeline();
  }

  private ModelFollower follow() {
    return ModelFollower.start(pipeline.kafka(), pipeline.modelTopic(), false, pipeline.learner());
  }

  private void awaitSeen(ModelFollower follower, long records) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> FollowedScores.note(follower, seen) >= records);
  }

  @Test
  void whereTrainersAreKilledAtWorkItHoldsWhatIsCommittedAndNothingElse() throws Exception {
    Path file = usual.saying("").with("commit.interval.ms", "20").file(directory);
    try (ModelFollower follower = follow()) {
      for (int run = 0; run < 3; run++) {
        try (RunProcess trainer =
            RunProcess.start(
                List.of("run", file.toString()), Map.of(), directory.resolve("log" + run))) {
          trainer.until(() -> trainer.health("/health/ready") == 200);
          for (int batch = 1; batch <= 3; batch++) {
            usual.produce(0, 100);
            awaitSeen(follower, 500L * run + 100L * batch);
          }
          usual.produce(0, 200); // of which a part is in a transaction when it is killed
          awaitSeen(follower, 500L * run + 301);
        }
      }
      try (PipelineApplication last = usual.start()) {
        awaitSeen(follower, 1500);
        assertThat(last.failure()).isEmpty();
      }
      assertThat(follower.health().restarts()).isZero();
    }
    assertThat(seen).hasSizeGreaterThanOrEqualTo(12);
    assertThat(seen).isEqualTo(FollowedScores.replayed(usual, seen));
  }

  @Test
  void whereNoBrokerAnswersItSaysSoWithinFiveSeconds() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ModelFollower follower =
            ModelFollower.start(
                Map.of("bootstrap.servers", "127.0.0.1:" + silent.getLocalPort()),
                "models",
                false,
                pipeline.learner())) {
      await()
          .atMost(Duration.ofSeconds(5))
          .until(
              () ->
                  follower
                      .health()
                      .problem()
                      .orElse("")
                      .contains("no broker answers at 127.0.0.1:"));
    }
  }

  @Test
  void oneThatBeginsAfterCompactionHoldsWhatOneHoldsThatSawEveryCommit() throws IOException {
    usual.produce(0, 100);
    usual.learn(100);
    compactSoon();
    try (ModelFollower early = follow()) {
      try (PipelineApplication application = usual.start()) {
        for (int batch = 2; batch <= 10; batch++) {
          usual.produce(0, 100);
          awaitSeen(early, 100L * batch);
        }
        long written = records();
        await().atMost(Duration.ofSeconds(120)).until(() -> records() < written / 2);
        try (ModelFollower late = follow()) {
          awaitSeen(late, 1000);
          assertThat(late.health().restarts()).isZero();
          for (int batch = 11; batch <= 13; batch++) { // while the topic is compacted on
            usual.produce(0, 100);
            awaitSeen(late, 100L * batch);
            awaitSeen(early, 100L * batch);
            assertThat(late.state(0).orElseThrow().digest())
                .isEqualTo(early.state(0).orElseThrow().digest());
          }
        }
        assertThat(application.failure()).isEmpty();
      }
    }
    assertThat(seen).isEqualTo(FollowedScores.replayed(usual, seen));
  }

  private void compactSoon() {
    Map<String, String> settings =
        Map.of(
            "segment.ms", "100",
            "segment.bytes", "1048576",
            "min.cleanable.dirty.ratio", "0.01",
            "max.compaction.lag.ms", "200",
            "delete.retention.ms", "100");
    List<AlterConfigOp> changes =
        settings.entrySet().stream()
            .map(
                each ->
                    new AlterConfigOp(
                        new ConfigEntry(each.getKey(), each.getValue()), AlterConfigOp.OpType.SET))
            .toList();
    usual.admin(
        "having it compacted",
        kafka ->
            kafka
                .admin()
                .incrementalAlterConfigs(
                    Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, pipeline.modelTopic()),
                        changes))
                .all());
  }

  /** Returns how many committed records the model topic has by now. */
  private long records() {
    long count = 0;
    try (TopicReader reader =
        TopicReader.fromBeginning(cluster.kafka(), List.of(pipeline.modelTopic()))) {
      while (!reader.atEnd()) {
        for (ConsumerRecord<byte[], byte[]> each : reader.poll(Duration.ofMillis(100))) {
          count += each.value() == null ? 0 : 1;
        }
      }
    }
    return count;
  }
}
