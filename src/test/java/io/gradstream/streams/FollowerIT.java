package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gradstream.model.FollowerHealth;
import io.gradstream.model.ModelFollower;
import io.gradstream.model.ModelState;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.Scale;
import io.gradstream.score.Score;
import io.gradstream.score.ScoreOptions;
import io.gradstream.score.Scorer;
import io.gradstream.score.ScoringException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Whoever follows the model topic of a pipeline that runs predicts as its trainer does. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FollowerIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PipelineCluster cluster = PipelineCluster.shared();
  private JsonPipeline usual;

  @BeforeEach
  void create(TestInfo test) {
    usual = new JsonPipeline(cluster, PipelineCluster.nameOf(test), "");
    cluster.createTopic(usual.name, 1);
  }

  @Test
  void atEveryCommitItScoresBitForBitAsALearnerOfTheSameRecords() {
    Pipeline pipeline = usual.pipeline();
    NavigableMap<Long, List<Long>> seen = new TreeMap<>();
    try (ModelFollower follower =
        ModelFollower.start(
            pipeline.kafka(),
            pipeline.modelTopic(),
            pipeline.scale() == Scale.PARTITION,
            pipeline.learner())) {
      for (int run = 0; run < 3; run++) { // the trainer ends, and goes on
        try (PipelineApplication application = usual.start()) {
          for (int batch = 1; batch <= 6; batch++) {
            usual.produce(0, 100);
            long records = 600L * run + 100L * batch;
            await().atMost(PATIENCE).until(() -> FollowedScores.note(follower, seen) == records);
          }
          assertThat(application.failure()).isEmpty();
        }
      }
      assertThat(follower.health().restarts()).isZero();
      assertThat(follower.health().age())
          .hasValueSatisfying(age -> assertThat(age).isLessThan(Duration.ofSeconds(10)));
    }
    assertThat(seen).hasSizeGreaterThanOrEqualTo(18);
    assertThat(seen).isEqualTo(FollowedScores.replayed(usual, seen));
  }

  @Test
  void oneThatBeginsInTheMiddleHoldsWhatOneHoldsThatWasThereFromTheStart() {
    usual.produce(0, 1000);
    usual.learn(1000);
    Pipeline pipeline = usual.pipeline();
    try (ModelFollower late =
        ModelFollower.start(
            pipeline.kafka(),
            pipeline.modelTopic(),
            pipeline.scale() == Scale.PARTITION,
            pipeline.learner())) {
      NavigableMap<Long, List<Long>> seen = new TreeMap<>();
      await().atMost(PATIENCE).until(() -> FollowedScores.note(late, seen) == 1000L);
      assertThat(seen).isEqualTo(FollowedScores.replayed(usual, seen));
      ModelState state = late.state(0).orElseThrow();
      assertThat(state.offsets()).containsExactly(1000L);
      assertThat(state.examples()).isEqualTo(1000);
      assertThat(state.version()).isEqualTo(state.step());
      assertThat(state.input()).contains(usual.name);
    }
  }

  @Test
  void aScorerAnswersFromAnyThreadAndSaysWhatIsWrongWithARow() throws InterruptedException {
    usual.produce(0, 1000);
    usual.learn(1000);
    try (Scorer scorer = Scorer.follow(cluster.kafka(), usual.pipeline())) {
      assertThat(scorer.await(PATIENCE)).isTrue();
      Score expected = scorer.score(Map.of("x", 3));
      assertThat(expected.value()).isBetween(0.0, 1.0);
      assertThat(expected.version()).isEqualTo(scorer.version().orElseThrow());
      assertThat(
              IntStream.range(0, 2000)
                  .parallel()
                  .mapToObj(i -> scorer.score(Map.of("x", 3)))
                  .distinct())
          .containsExactly(expected);
      assertThat(
              scorer.scoreJson("{\"x\": 3.0}".getBytes(StandardCharsets.UTF_8), ScoreOptions.NONE))
          .isEqualTo(expected);
      assertThatThrownBy(() -> scorer.score(Map.of("y", 1)))
          .isInstanceOf(ScoringException.class)
          .hasMessageContaining("x");
      assertThatThrownBy(() -> scorer.score(Map.of("x", "many")))
          .isInstanceOf(ScoringException.class)
          .hasMessageContaining("x");
      assertThatThrownBy(() -> scorer.score(Map.of("x", 1), ScoreOptions.NONE.withPartition(1)))
          .hasMessageContaining("partition is 1");
    }
  }

  @Test
  void rowsThatAreScoredTogetherHaveOneModelWhateverIsCommittedMeanwhile()
      throws InterruptedException {
    usual.produce(0, 200);
    try (PipelineApplication application = usual.start();
        Scorer scorer = Scorer.follow(cluster.kafka(), usual.pipeline())) {
      await().atMost(PATIENCE).until(() -> scorer.version().orElse(0) == 200);
      List<Score> scores =
          scorer.scoreAll(
              () ->
                  IntStream.range(0, 6)
                      .<Map<String, ?>>mapToObj(
                          i -> {
                            if (i == 3) {
                              usual.produce(0, 100);
                              await().atMost(PATIENCE).until(() -> newest(scorer) > 200);
                            }
                            return Map.of("x", 3);
                          })
                      .iterator(),
              ScoreOptions.NONE);
      assertThat(scores).hasSize(6).containsOnly(scores.get(0));
      assertThat(scores.get(0).version()).isEqualTo(200);
      await().atMost(PATIENCE).until(() -> newest(scorer) == 300);
      assertThat(scorer.score(Map.of("x", 3)).version()).isEqualTo(300);
      assertThat(application.failure()).isEmpty();
    }
  }

  private static long newest(Scorer scorer) {
    return scorer.version().orElse(0);
  }

  @Test
  void ofSeveralRowsTheOneThatIsWrongIsNamed() throws InterruptedException {
    usual.produce(0, 200);
    usual.learn(200);
    try (Scorer scorer = Scorer.follow(cluster.kafka(), usual.pipeline())) {
      assertThat(scorer.await(PATIENCE)).isTrue();
      assertThatThrownBy(
              () ->
                  scorer.scoreAll(List.of(Map.of("x", 1), Map.of("x", "many")), ScoreOptions.NONE))
          .isInstanceOf(ScoringException.class)
          .hasMessageStartingWith("row 1: ")
          .hasMessageContaining("x is a string");
      scorer.settle();
      assertThat(scorer.score(Map.of("x", 3)).version()).isEqualTo(200);
    }
  }

  @Test
  void aPartitionThatTheModelTopicGetsIsNoticed() throws InterruptedException {
    JsonPipeline scaled = usual.saying("scale: partition");
    usual.produce(0, 200);
    scaled.learn(200);
    try (Scorer scorer = Scorer.follow(cluster.kafka(), scaled.pipeline());
        Scorer single = Scorer.follow(cluster.kafka(), usual.pipeline())) {
      assertThat(scorer.await(PATIENCE) && single.await(PATIENCE)).isTrue();
      Score before = scorer.score("key", Map.of("x", 3));
      usual.admin(
          "adding a partition",
          kafka ->
              kafka
                  .admin()
                  .createPartitions(
                      Map.of(scaled.pipeline().modelTopic(), NewPartitions.increaseTo(2)))
                  .all());
      await().atMost(PATIENCE).until(() -> scorer.partitions() == 2);
      assertThat(scorer.score(Map.of("x", 3), ScoreOptions.NONE.withPartition(0)))
          .isEqualTo(before);
      assertThatThrownBy(() -> scorer.score(Map.of("x", 3), ScoreOptions.NONE.withPartition(1)))
          .hasMessageContaining("partition 1 has none");
      await()
          .atMost(PATIENCE)
          .until(() -> problem(single.health()).contains("has 2 partitions, and the pipeline has"));
      assertThat(single.score(Map.of("x", 3)).value()).isEqualTo(before.value());
    }
  }

  @Test
  void withoutAModelItSaysWhyAndWaitsForTheFirst() throws InterruptedException {
    Pipeline pipeline = usual.pipeline();
    try (Scorer scorer = Scorer.follow(cluster.kafka(), pipeline)) {
      assertThat(scorer.await(Duration.ofMillis(500))).isFalse();
      assertThatThrownBy(() -> scorer.score(Map.of("x", 3)))
          .isInstanceOf(ScoringException.class)
          .hasMessageContaining("no committed model yet");
      await().atMost(PATIENCE).until(() -> problem(scorer.health()).contains("does not exist"));
      usual.produce(0, 500);
      usual.learn(500);
      assertThat(scorer.await(PATIENCE)).isTrue();
      assertThat(scorer.score(Map.of("x", 3)).version()).isPositive();
    }
  }

  @Test
  void aTransactionThatStaysOpenIsSaidAndTheModelThatIsThereServes() throws InterruptedException {
    usual.produce(0, 500);
    usual.learn(500);
    Pipeline pipeline = usual.pipeline();
    Map<String, Object> hanging = new HashMap<>(cluster.kafka());
    hanging.put("transactional.id", usual.name + "-hangs");
    try (Scorer scorer = Scorer.follow(cluster.kafka(), pipeline);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(hanging, new ByteArraySerializer(), new ByteArraySerializer())) {
      assertThat(scorer.await(PATIENCE)).isTrue();
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(pipeline.modelTopic(), 0, new byte[] {1}, new byte[] {1}));
      producer.flush();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> problem(scorer.health()).contains("a transaction has been open"));
      assertThat(problem(scorer.health())).contains("kafka-transactions.sh", "abort");
      assertThat(scorer.score(Map.of("x", 3)).version()).isPositive();
      producer.abortTransaction();
      await().atMost(PATIENCE).until(() -> scorer.health().problem().isEmpty());
    }
  }

  @Test
  void aModelServesOnWhereItsTopicIsDeletedAndMadeAnew() throws InterruptedException {
    usual.produce(0, 500);
    usual.learn(500);
    Pipeline pipeline = usual.pipeline();
    try (Scorer scorer = Scorer.follow(cluster.kafka(), pipeline)) {
      assertThat(scorer.await(PATIENCE)).isTrue();
      usual.admin(
          "deleting", kafka -> kafka.admin().deleteTopics(List.of(pipeline.modelTopic())).all());
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(
              () -> {
                cluster.createTopic(pipeline.modelTopic(), 1, Map.of("cleanup.policy", "compact"));
                return true;
              });
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> problem(scorer.health()).contains("made anew"));
      assertThat(scorer.score(Map.of("x", 3)).version()).isEqualTo(500);
    }
  }

  @Test
  void whatDoesNotFitIsSaidAndNotReadAgainAllTheTime() throws InterruptedException {
    usual.produce(0, 500);
    usual.learn(500);
    Pipeline other =
        Topologies.pipeline(
            """
            pipeline: %s
            input: {topic: t, label: y, format: json}
            features: [{standard: [x, other]}]
            model: logistic
            optimizer: {sgd: {learning-rate: 0.1}}
            """
                .formatted(usual.name));
    try (ModelFollower follower =
        ModelFollower.start(
            cluster.kafka(),
            other.modelTopic(),
            other.scale() == Scale.PARTITION,
            other.learner())) {
      await()
          .atMost(PATIENCE)
          .until(() -> problem(follower.health()).contains("does not fit the pipeline"));
      assertThat(follower.health().ready()).isFalse();
      assertThat(follower.health().commits()).isZero();
    }
  }

  private static String problem(FollowerHealth health) {
    return health.problem().orElse("");
  }
}
