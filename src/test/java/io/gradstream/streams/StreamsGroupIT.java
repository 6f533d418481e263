package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.client.ApplicationException;
import io.gradstream.embedded.EmbeddedBroker;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Groups that the broker manages for Kafka Streams (KIP-1071). */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StreamsGroupIT {

  private final PipelineCluster cluster = PipelineCluster.shared();

  @Test
  void aPipelineLearnsAndGoesOnInAGroupOfTheBrokers(TestInfo test) {
    JsonPipeline pipeline = inStreamsGroup(test);
    cluster.createTopic(pipeline.name, 2);
    pipeline.produce(0, 50);
    pipeline.produce(1, 50);
    pipeline.learn(100);
    pipeline.produce(0, 10);
    pipeline.learn(110);

    assertThat(pipeline.predicted(110)).hasSize(110);
    assertThat(
            pipeline.admin("listing", kafka -> kafka.admin().listGroups().all()).stream()
                .filter(group -> group.groupId().equals(pipeline.name))
                .map(group -> group.type().orElseThrow().toString()))
        .containsExactly("Streams");
  }

  @Test
  void anotherPipelineOfTheNameIsRefusedThereToo(TestInfo test) {
    JsonPipeline pipeline = inStreamsGroup(test);
    cluster.createTopic(pipeline.name, 1);
    cluster.createTopic(pipeline.name + "-other", 1);
    pipeline.produce(0, 10);
    try (PipelineApplication application = pipeline.start()) {
      pipeline.awaitPredictions(10);
      assertThatThrownBy(() -> pipeline.reading(pipeline.name + "-other").start())
          .isInstanceOf(ApplicationException.class)
          .hasMessageContaining("is at work that reads topic '" + pipeline.name + "'");
      assertThat(application.failure()).isEmpty();
    }
  }

  @Test
  void recordsThatWereDeletedUnreadAreSaidThereToo(TestInfo test) {
    JsonPipeline pipeline = inStreamsGroup(test);
    cluster.createTopic(pipeline.name, 1);
    pipeline.produce(0, 100);
    pipeline.learn(100);
    pipeline.produce(0, 100);
    pipeline.deleteRecords(150);

    pipeline.learn(150);
    assertThat(pipeline.decisions(1).get(0).get("reason").asText())
        .contains("records 100 to 149 of partition 0");
  }

  @Test
  void aGroupOfTheClientsBecomesOneOfTheBrokersAndGoesOn(TestInfo test) {
    JsonPipeline classic = new JsonPipeline(cluster, PipelineCluster.nameOf(test), "");
    cluster.createTopic(classic.name, 1);
    classic.produce(0, 50);
    classic.learn(50);
    classic.produce(0, 50);

    JsonPipeline pipeline = inStreamsGroup(test);
    pipeline.learn(100);
    assertThat(pipeline.predicted(100)).hasSize(100);
  }

  @Test
  void offsetsThatAreGoneAreSetWhereTheFileSaysSo(TestInfo test) {
    JsonPipeline pipeline = inStreamsGroup(test).saying("on-data-loss: continue");
    cluster.createTopic(pipeline.name, 1);
    pipeline.produce(0, 50);
    pipeline.learn(50);
    pipeline.setOffset(0, 10);
    pipeline.produce(0, 10);

    pipeline.learn(60);
    assertThat(pipeline.predicted(60)).hasSize(60);
  }

  @Test
  void brokersWithoutSuchGroupsAreNamedBeforeAnythingStarts(TestInfo test) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.defaults())) {
      JsonPipeline pipeline =
          inStreamsGroup(test).with("bootstrap.servers", broker.bootstrapServers());
      pipeline.admin(
          "taking the feature away",
          broker.bootstrapServers(),
          kafka ->
              kafka
                  .admin()
                  .updateFeatures(
                      java.util.Map.of(
                          "streams.version",
                          new FeatureUpdate((short) 0, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE)),
                      new UpdateFeaturesOptions())
                  .all());
      assertThatThrownBy(pipeline::start)
          .isInstanceOf(ApplicationException.class)
          .hasMessageContainingAll("group.protocol", "Kafka 4.2", "streams.version");
    }
  }

  private JsonPipeline inStreamsGroup(TestInfo test) {
    return new JsonPipeline(cluster, PipelineCluster.nameOf(test), "")
        .without("session.timeout.ms")
        .without("heartbeat.interval.ms")
        .with("group.protocol", "streams");
  }
}
