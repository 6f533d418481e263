package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gradstream.client.ApplicationException;
import io.gradstream.streams.input.OutOfRange;
import io.gradstream.streams.input.StartOffsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Records of the input are lost, or would come a second time: nobody is left to find out alone. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LostRecordsIT {

  private final PipelineCluster cluster = PipelineCluster.shared();
  private JsonPipeline usual;

  @BeforeEach
  void name(TestInfo test) {
    usual = new JsonPipeline(cluster, PipelineCluster.nameOf(test), "");
  }

  private void learned(int partitions, int records) {
    cluster.createTopic(usual.name, partitions);
    for (int partition = 0; partition < partitions; partition++) {
      usual.produce(partition, records);
    }
    usual.learn((long) partitions * records);
  }

  @Test
  void recordsThatWereDeletedUnreadAreADecisionWithPartitionAndOffsets() {
    learned(1, 100);
    usual.produce(0, 100);
    usual.deleteRecords(150);

    try (LogLines lines = LogLines.of(StartOffsets.class);
        PipelineApplication application = usual.start()) {
      JsonNode lost = usual.decisions(1).get(0);
      assertThat(lost.get("kind").asText()).isEqualTo("RECORDS_LOST");
      assertThat(lost.get("reason").asText()).contains("records 100 to 149 of partition 0");
      assertThat(lost.get("count").asInt()).isEqualTo(50);
      usual.awaitPredictions(150);
      assertThat(lines.contain("WARN topic '" + usual.name + "': records 100 to 149")).isTrue();
      assertThat(application.failure()).isEmpty();
    }
  }

  @Test
  void anotherPipelineOfTheNameIsRefusedWhileOneIsAtWorkAndAfterIt() {
    learned(1, 100);
    JsonPipeline other = usual.reading(usual.name + "-other");
    cluster.createTopic(usual.name + "-other", 1);
    try (PipelineApplication application = usual.start()) {
      usual.produce(0, 1);
      usual.awaitPredictions(101); // so it has its partition
      assertThatThrownBy(other::start)
          .isInstanceOf(ApplicationException.class)
          .hasMessageContainingAll(
              "is at work that reads topic '" + usual.name + "'", "name of its own");
      assertThat(application.failure()).isEmpty();
    }
    assertThatThrownBy(other::start)
        .isInstanceOf(ApplicationException.class)
        .hasMessageContainingAll(
            "has learned from topic '" + usual.name + "'", "on-data-loss: continue");

    other.saying("on-data-loss: continue").start().close();
  }

  @Test
  void recordsThatWereDeletedUnreadAreRefusedAgainAndAgainWhereTheFileSaysSo() {
    learned(1, 100);
    usual.produce(0, 100);
    usual.deleteRecords(150);
    JsonPipeline strict = usual.saying("on-data-loss: fail");

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(strict::start)
          .isInstanceOf(ApplicationException.class)
          .hasMessageContainingAll("records 100 to 149 of partition 0", "--to-offset 150");
    }
    strict.setOffset(0, 150); // as it was told
    strict.learn(150);
    assertThat(strict.decisions(1).get(0).get("kind").asText()).isEqualTo("RECORDS_LOST");
  }

  @Test
  void recordsThatAreDeletedAtWorkBeforeTheyAreReadAreSaidToo() {
    learned(1, 100);
    slowToFetch(usual);
    try (LogLines lines = LogLines.of(OutOfRange.class);
        PipelineApplication application = usual.start()) {
      deleteWhatIsProduced(application, usual);
      await().atMost(Duration.ofSeconds(30)).until(() -> lines.contain("records 100 to 199"));
      usual.produce(0, 10);
      assertThat(usual.decisions(1).get(0).get("reason").asText()).contains("records 100 to 199");
      usual.awaitPredictions(110);
      assertThat(application.failure()).isEmpty();
    }
  }

  @Test
  void recordsThatAreDeletedAtWorkEndThePipelineWhereTheFileSaysSo() throws Exception {
    learned(1, 100);
    JsonPipeline strict = slowToFetch(usual.saying("on-data-loss: fail"));
    try (PipelineApplication application = strict.start()) {
      deleteWhatIsProduced(application, strict);
      assertThat(application.awaitEnd().orElseThrow())
          .isInstanceOf(ApplicationException.class)
          .hasMessageContaining("records 100 to 199 of partition 0");
    }
    assertThatThrownBy(strict::start).hasMessageContaining("records 100 to 199 of partition 0");
  }

  /** The broker holds answers back until there is more, or time is over. */
  private static JsonPipeline slowToFetch(JsonPipeline pipeline) {
    return pipeline
        .with("consumer.fetch.min.bytes", "10000000")
        .with("consumer.fetch.max.wait.ms", "4000");
  }

  private static void deleteWhatIsProduced(PipelineApplication application, JsonPipeline pipeline) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> application.state() == org.apache.kafka.streams.KafkaStreams.State.RUNNING);
    pipeline.produce(0, 100);
    pipeline.deleteRecords(200);
  }

  @Test
  void aPartitionWhoseOffsetIsGoneIsRefusedWithTheOffsetThatTheModelHas() {
    learned(2, 50);
    forget(1);

    assertThatThrownBy(usual::start)
        .isInstanceOf(ApplicationException.class)
        .hasMessageContainingAll("partition 1", "are gone", "--to-offset 50", "second time");
  }

  @Test
  void aGroupWhoseOffsetsAreGoneGoesOnWhereTheModelStoodWhereTheFileSaysSo() {
    learned(2, 50);
    usual.admin("deleting", kafka -> kafka.admin().deleteConsumerGroups(List.of(usual.name)).all());
    usual.produce(0, 5);
    usual.produce(1, 5);

    JsonPipeline lenient = usual.saying("on-data-loss: continue");
    lenient.learn(110);
    assertThat(lenient.predicted(110)).hasSize(110);
  }

  @Test
  void anOffsetThatWasMovedBackIsRefusedAndWhatComesAgainIsNotLearnedAgain() {
    learned(1, 100);
    usual.setOffset(0, 20);

    assertThatThrownBy(usual::start)
        .hasMessageContainingAll("is 20", "has read up to 100", "--to-offset 100");
    usual.produce(0, 5);
    JsonPipeline lenient = usual.saying("on-data-loss: continue");
    lenient.learn(105);
    assertThat(lenient.predicted(105)).hasSize(105);
  }

  @Test
  void recordsThatAnOffsetWasMovedPastAreSaidOrRefused() {
    learned(1, 100);
    usual.produce(0, 100);
    usual.setOffset(0, 130);

    assertThatThrownBy(usual.saying("on-data-loss: fail")::start)
        .hasMessageContainingAll(
            "records 100 to 129 of partition 0 were passed over", "offset 100");
    usual.learn(170);
    assertThat(usual.decisions(1).get(0).get("reason").asText())
        .contains("records 100 to 129 of partition 0 were passed over");
  }

  @Test
  void aTrainerOfSeveralPartitionsTakesInMoreOfThemAtWork() {
    usual.with("metadata.max.age.ms", "1000");
    cluster.createTopic(usual.name, 2);
    usual.produce(0, 50);
    usual.produce(1, 50);
    try (PipelineApplication application = usual.start()) {
      usual.awaitPredictions(100);
      addPartition(3);
      usual.produce(2, 50);
      usual.awaitPredictions(150);
      assertThat(usual.decisions(1).get(0).get("kind").asText()).isEqualTo("PARTITIONS_ADDED");
      assertThat(application.failure()).isEmpty();
    }
  }

  @Test
  void aTopicThatWasMadeAgainIsRefusedHoweverLongItHasGrown() {
    learned(1, 100);
    usual.deleteTopic();
    cluster.createTopic(usual.name, 1);
    usual.produce(0, 120);

    assertThatThrownBy(usual::start)
        .isInstanceOf(ApplicationException.class)
        .hasMessageContainingAll("was deleted and made again", "on-data-loss: continue");

    JsonPipeline lenient = usual.saying("on-data-loss: continue");
    lenient.learn(220);
    assertThat(lenient.decisions(1).get(0).get("kind").asText()).isEqualTo("TOPIC_REPLACED");
  }

  @Test
  void partitionsThatAreAddedAreReadFromTheirBeginningAfterAStart() {
    learned(1, 100);
    addPartition();
    usual.produce(0, 50);
    usual.produce(1, 50);

    usual.learn(200);
    assertThat(usual.predicted(200)).hasSize(200);
    assertThat(usual.decisions(1).get(0).get("kind").asText()).isEqualTo("PARTITIONS_ADDED");
  }

  @Test
  void partitionsThatAreAddedAtWorkEndItWithAdviceThatKeepsTheModel() throws Exception {
    usual.with("metadata.max.age.ms", "1000");
    cluster.createTopic(usual.name, 1);
    usual.produce(0, 100);
    try (PipelineApplication application = usual.start()) {
      usual.awaitPredictions(100);
      addPartition();
      usual.produce(1, 100);
      assertThat(application.awaitEnd().orElseThrow())
          .hasMessageContainingAll("number of partitions", "asks for 2", "Start the pipeline again")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("StreamsResetter"));
    }
    usual.learn(200);
    assertThat(usual.predicted(200)).hasSize(200);
  }

  @Test
  void aModelForEachPartitionIsRefusedANewPartitionUnlessTheFileSaysSo() {
    usual = usual.saying("scale: partition");
    learned(1, 100);
    addPartition();
    usual.produce(1, 50);

    assertThatThrownBy(usual::start)
        .isInstanceOf(ApplicationException.class)
        .hasMessageContainingAll("has 2 partitions", "holds 1", "on-data-loss: continue");
    usual.saying("scale: partition\non-data-loss: continue").learn(150);
  }

  private void addPartition() {
    addPartition(2);
  }

  private void addPartition(int count) {
    usual.admin(
        "adding a partition",
        kafka ->
            kafka
                .admin()
                .createPartitions(java.util.Map.of(usual.name, NewPartitions.increaseTo(count)))
                .all());
  }

  private void forget(int partition) {
    usual.admin(
        "deleting an offset",
        kafka ->
            kafka
                .admin()
                .deleteConsumerGroupOffsets(usual.name, Set.of(usual.partition(partition)))
                .all());
  }
}
