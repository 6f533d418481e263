package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Brokers of earlier versions, from the least that is promised; the newest is that of all others.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OldBrokersIT {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"3.5.2", "3.9.1", "4.0.0"})
  void aPipelineLearnsRestartsAndFindsLostRecords(String version) throws Exception {
    try (OldBroker broker = OldBroker.start(version, directory);
        PipelineCluster cluster = PipelineCluster.at(broker.servers())) {
      JsonPipeline pipeline = new JsonPipeline(cluster, "old", "").without("session.timeout.ms");
      cluster.createTopic("old", 2);
      pipeline.produce(0, 50);
      pipeline.produce(1, 50);
      pipeline.learn(100);
      pipeline.produce(0, 50);
      pipeline.deleteRecords(80);
      pipeline.learn(120);

      assertThat(pipeline.predicted(120)).hasSize(120);
      assertThat(pipeline.decisions(1).get(0).get("kind").asText()).isEqualTo("RECORDS_LOST");
      assertThat(oldestRecord(cluster)).isEqualTo(Long.MAX_VALUE);
      assertThatThrownBy(() -> pipeline.with("group.protocol", "streams").start())
          .hasMessageContainingAll("group.protocol", "Kafka 4.2");
    }
  }

  @Test
  void brokersThatAreTooOldAreRefusedWithTheLeastVersion() throws Exception {
    try (OldBroker broker = OldBroker.start("3.4.1", directory);
        PipelineCluster cluster = PipelineCluster.at(broker.servers())) {
      cluster.createTopic("old", 1);

      assertThatThrownBy(() -> new JsonPipeline(cluster, "old", "").start())
          .isInstanceOf(ApplicationException.class)
          .hasMessageContainingAll(broker.servers(), "older than Kafka 3.5", "least version");
    }
  }

  /** Returns how old a record of the model's topic may be. */
  private static long oldestRecord(PipelineCluster cluster) {
    ConfigResource changelog = new ConfigResource(ConfigResource.Type.TOPIC, "old-model-changelog");
    try (Cluster kafka = Cluster.connect(cluster.kafka())) {
      Map<ConfigResource, Config> found =
          kafka.get(
              "describing", kafka.admin().describeConfigs(java.util.List.of(changelog)).all());
      Config config = found.get(changelog);
      String name =
          config.get("message.timestamp.before.max.ms") == null
              ? "message.timestamp.difference.max.ms"
              : "message.timestamp.before.max.ms";
      return Long.parseLong(config.get(name).value());
    }
  }
}
