package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gradstream.streams.input.InputWatch;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What holds records up, and what becomes of the input at work, is said within seconds. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StallIT {

  private static final Duration PROMISED = Duration.ofSeconds(15);

  private final PipelineCluster cluster = PipelineCluster.shared();
  private JsonPipeline pipeline;

  @BeforeEach
  void create(TestInfo test) {
    pipeline = new JsonPipeline(cluster, PipelineCluster.nameOf(test), "");
    cluster.createTopic(pipeline.name, 1);
    pipeline.produce(0, 10);
  }

  @Test
  void aTransactionThatStaysOpenIsSaidInLogDetailAndMetricsAndThenThatItIsOver() throws Exception {
    try (LogLines lines = LogLines.of(InputWatch.class);
        PipelineApplication application = pipeline.start();
        KafkaProducer<byte[], byte[]> producer = transactional()) {
      pipeline.awaitPredictions(10);
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(pipeline.name, JsonPipeline.value(1))).get();

      await().atMost(PROMISED).until(() -> application.stall().isPresent());
      assertThat(application.stall().orElseThrow())
          .contains("a transaction on partition 0", "offset 10", "producer ")
          .contains("abort --topic " + pipeline.name + " --partition 0 --start-offset 10");
      assertThat(lines.contain("WARN records stand still: a transaction on partition 0")).isTrue();
      assertThat(metric("StallReason")).asString().contains("a transaction");
      assertThat((long) metric("StalledSeconds")).isPositive();

      producer.commitTransaction();
      await().atMost(PROMISED).until(() -> application.stall().isEmpty());
      assertThat(lines.contain("INFO records move again")).isTrue();
      pipeline.awaitPredictions(11);
      assertThat(application.failure()).isEmpty();
    }
  }

  @Test
  void aTransactionLeftOpenInTheModelsTopicIsNamedWithTheCommandThatEndsIt() throws Exception {
    pipeline.learn(10);
    String changelog = pipeline.name + "-model-changelog";
    try (KafkaProducer<byte[], byte[]> producer = transactional()) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(changelog, new byte[] {1}, new byte[] {1})).get();

      try (LogLines lines = LogLines.of(InputWatch.class);
          PipelineApplication application = pipeline.start()) {
        await().atMost(PROMISED).until(() -> application.stall().isPresent());
        assertThat(application.stall().orElseThrow())
            .contains("the model is not restored: partition 0 of its topic '" + changelog + "'")
            .containsPattern("producer \\d+ \\(epoch \\d+\\) began it at offset \\d+")
            .contains("abort --topic " + changelog + " --partition 0 --start-offset ");
        assertThat(application.restored().isComplete()).isFalse();
        assertThat((long) metric("BlocksToRestore")).isPositive();
        assertThat(lines.contain("WARN records stand still: the model is not restored")).isTrue();

        producer.abortTransaction();
        pipeline.produce(0, 1);
        pipeline.awaitPredictions(11);
        await().atMost(PROMISED).until(() -> application.stall().isEmpty());
        assertThat(application.restored().isComplete()).isTrue();
      }
    }
  }

  @Test
  void aTopicThatIsMadeAgainAtWorkEndsThePipelineWithWhatToDo() throws Exception {
    try (PipelineApplication application = pipeline.start()) {
      pipeline.awaitPredictions(10);
      pipeline.deleteTopic();
      assertThat(application.awaitEnd().orElseThrow().getMessage())
          .contains(pipeline.name)
          .containsAnyOf("deleted", "does not exist", "source topics");
    }
  }

  @Test
  void aTopicThatIsReplacedUnderARunningPipelineEndsItAndIsRefusedThen() throws Exception {
    try (PipelineApplication application = pipeline.start()) {
      pipeline.awaitPredictions(10);
      pipeline.deleteTopic();
      cluster.createTopic(pipeline.name, 1);
      pipeline.produce(0, 30);
      assertThat(application.awaitEnd().orElseThrow().getMessage())
          .contains(pipeline.name)
          .containsAnyOf("made again", "was deleted at work");
    }
    assertThatThrownBy(pipeline::start).hasMessageContaining("was deleted and made again");
  }

  @Test
  void partitionsThatAreAddedAtWorkEndThePipelineBeforeKafkaStreamsFindsThem() throws Exception {
    try (PipelineApplication application = pipeline.start()) {
      pipeline.awaitPredictions(10);
      pipeline.admin(
          "adding",
          kafka ->
              kafka
                  .admin()
                  .createPartitions(Map.of(pipeline.name, NewPartitions.increaseTo(2)))
                  .all());
      assertThat(application.awaitEnd().orElseThrow())
          .hasMessageContainingAll(
              "partitions of input topic '" + pipeline.name, "from 1 to 2", "start the pipeline");
    }
    pipeline.produce(1, 10);
    pipeline.learn(20);
  }

  private Object metric(String attribute) throws Exception {
    return ManagementFactory.getPlatformMBeanServer()
        .getAttribute(
            new ObjectName("io.gradstream:type=input,pipeline=\"" + pipeline.name + "\""),
            attribute);
  }

  private KafkaProducer<byte[], byte[]> transactional() {
    Map<String, Object> settings = new HashMap<>(cluster.kafka());
    settings.put("transactional.id", pipeline.name + "-producer");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
