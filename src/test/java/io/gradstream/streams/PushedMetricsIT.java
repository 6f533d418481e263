package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gradstream.client.Cluster;
import io.gradstream.embedded.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** A trainer's own metrics reach brokers that subscribe to them (KIP-714, KIP-1076). */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PushedMetricsIT {

  private static final String OURS = "org.apache.kafka.gradstream.";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void aBrokerThatSubscribesIsSentThemByNameWithPipelineAndPartition(TestInfo test)
      throws Exception {
    EmbeddedBroker.Options options =
        EmbeddedBroker.Options.defaults()
            .withProperty("metric.reporters", PushedMetrics.class.getName());
    try (EmbeddedBroker broker = EmbeddedBroker.start(options)) {
      PipelineCluster cluster = PipelineCluster.at(broker.bootstrapServers());
      JsonPipeline usual = new JsonPipeline(cluster, PipelineCluster.nameOf(test), "");
      cluster.createTopic(usual.name, 1);
      usual.produce(0, 250);
      subscribe(broker.bootstrapServers(), documented());
      PushedMetrics.forget();
      try (PipelineApplication application = usual.start()) {
        Map<String, String> tags = Map.of("pipeline", usual.name, "partition", "0");
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  assertThat(pushed("trainer.predictions.total", tags)).contains(250.0);
                  assertThat(pushed("trainer.version", tags)).anyMatch(version -> version > 0);
                  assertThat(pushed("window.window", tags)).contains(2.0);
                  assertThat(pushed("restore.restored.share", tags)).contains(1.0);
                  assertThat(pushed("score.score", tags)).anyMatch(loss -> loss > 0);
                });
        assertThat(application.failure()).isEmpty();
      }
      // Nothing that nobody has asked for.
      assertThat(PushedMetrics.names()).isNotEmpty().allMatch(name -> name.startsWith(OURS));
    }
  }

  private static List<Double> pushed(String name, Map<String, String> tags) {
    return PushedMetrics.values(OURS + name, tags);
  }

  /** The prefix that operators are told to subscribe to is the one that is tried here. */
  private static String documented() throws Exception {
    String docs = Files.readString(Path.of("docs/operations.md"));
    assertThat(docs)
        .contains("kafka-client-metrics.sh --bootstrap-server")
        .contains("--metrics " + OURS + " ");
    return OURS;
  }

  private static void subscribe(String servers, String prefix) {
    List<AlterConfigOp> subscription = new ArrayList<>();
    Map.of("metrics", prefix, "interval.ms", "300")
        .forEach(
            (key, value) ->
                subscription.add(new AlterConfigOp(new ConfigEntry(key, value), OpType.SET)));
    ConfigResource resource = new ConfigResource(ConfigResource.Type.CLIENT_METRICS, "gradstream");
    try (Cluster cluster = Cluster.connect(Map.of("bootstrap.servers", servers))) {
      cluster.get(
          "subscribing",
          cluster.admin().incrementalAlterConfigs(Map.of(resource, subscription)).all());
    }
  }
}
