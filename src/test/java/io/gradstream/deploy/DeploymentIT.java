package io.gradstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.gradstream.cli.RunProcess;
import io.gradstream.client.Cluster;
import io.gradstream.client.CsvSource;
import io.gradstream.streams.PipelineCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program runs as the StatefulSet would start it, in a cluster without passwords. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DeploymentIT {

  private static final int ROWS = 200;
  private static final String GROUP = "flight-delays";

  @TempDir private Path directory;

  @Test
  void theFirstPodLearnsAnswersItsProbesAndEndsOnSigterm() throws Exception {
    Deployment deployment = Deployment.of(Manifests.base());
    Container container = deployment.container();
    try (PipelineCluster cluster = PipelineCluster.start()) {
      cluster.createTopic("flights", 1);
      CsvSource flights = CsvSource.of(PipelineCluster.FLIGHTS);
      cluster.produce("flights", flights.limitedTo(ROWS, Double.POSITIVE_INFINITY));
      Path log = directory.resolve("log");
      try (RunProcess run =
          RunProcess.start(arguments(container), environment(deployment, cluster), log)) {
        run.until(() -> run.health(path(container.getReadinessProbe())) == 200);
        assertThat(run.health(path(container.getStartupProbe()))).isEqualTo(200);
        assertThat(run.health(path(container.getLivenessProbe()))).isEqualTo(200);
        assertThat(cluster.values(GROUP + ".predictions", ROWS)).hasSize(ROWS);
        assertThat(members(cluster)).containsExactly(Deployment.POD + "-1");
        assertThat(run.log()).isNotEmpty().allMatch(line -> line.startsWith("{"));
        run.terminate();
        run.await();
      }
    }
  }

  @Test
  void aScorerAnswersWithWhatTheFirstPodHasCommitted() throws Exception {
    List<JsonNode> manifests = new ArrayList<>(Manifests.base());
    manifests.addAll(Manifests.read(Manifests.SCORER.resolve("deployment.yaml")));
    Deployment trainer = Deployment.of(Manifests.base());
    Deployment scorer = Deployment.of(manifests).ofComponent("scorer");
    try (PipelineCluster cluster = PipelineCluster.start()) {
      cluster.createTopic("flights", 1);
      CsvSource flights = CsvSource.of(PipelineCluster.FLIGHTS);
      cluster.produce("flights", flights.limitedTo(ROWS, Double.POSITIVE_INFINITY));
      Map<String, String> environment = environment(scorer, cluster);
      environment.put("GRADSTREAM_HTTP_PORT", "0");
      environment.put("GRADSTREAM_HTTP_HOST", "127.0.0.1");
      try (RunProcess run =
              RunProcess.start(
                  arguments(trainer.container()),
                  environment(trainer, cluster),
                  directory.resolve("trainer.log"));
          RunProcess score =
              RunProcess.start(
                  arguments(scorer.container()), environment, directory.resolve("scorer.log"))) {
        run.until(() -> run.health("/health/ready") == 200);
        score.until(() -> score.url("predictions").isPresent());
        String url = score.url("predictions").orElseThrow();
        Container container = scorer.container();
        assertThat(RunProcess.status(url + path(container.getLivenessProbe()))).isEqualTo(200);
        score.until(() -> RunProcess.status(url + path(container.getReadinessProbe())) == 200);
        assertThat(RunProcess.status(url + "/metrics")).isEqualTo(200);
        score.terminate();
        score.await();
      }
    }
  }

  /** The file that is mounted is the one that is mounted here. */
  private static List<String> arguments(Container container) {
    List<String> arguments = new ArrayList<>(container.getArgs());
    arguments.set(arguments.size() - 1, Manifests.BASE.resolve("pipeline.yaml").toString());
    return arguments;
  }

  private static Map<String, String> environment(Deployment deployment, PipelineCluster cluster) {
    Map<String, String> environment = deployment.environment();
    environment.values().removeIf(Deployment.SECRET::equals); // they are optional
    environment.put("KAFKA_BOOTSTRAP_SERVERS", cluster.kafka().get("bootstrap.servers"));
    environment.put("SCHEMA_REGISTRY_URL", cluster.kafka().get("schema.registry.url"));
    return environment;
  }

  private static String path(Probe probe) {
    return probe.getHttpGet().getPath();
  }

  private static Stream<String> members(PipelineCluster cluster) {
    try (Cluster kafka = Cluster.connect(cluster.kafka())) {
      ConsumerGroupDescription group =
          kafka
              .get("describing", kafka.admin().describeConsumerGroups(List.of(GROUP)).all())
              .get(GROUP);
      return group.members().stream().map(member -> member.groupInstanceId().orElse(""));
    }
  }
}
