package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.streams.JsonPipeline;
import io.gradstream.streams.PipelineCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever runs a pipeline whose input gets partitions is not told to delete its model. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PartitionsGrowIT {

  @TempDir private Path directory;

  @Test
  void itEndsWithAdviceThatKeepsTheModelWhoeverFindsIt(TestInfo test) throws Exception {
    PipelineCluster cluster = PipelineCluster.shared();
    JsonPipeline pipeline = new JsonPipeline(cluster, PipelineCluster.nameOf(test), "");
    cluster.createTopic(pipeline.name, 1);
    pipeline.produce(0, 100);
    try (RunProcess run =
        RunProcess.start(
            List.of("run", file(pipeline.name).toString()),
            Map.of("KAFKA_BOOTSTRAP_SERVERS", cluster.kafka().get("bootstrap.servers")),
            directory.resolve("run.log"))) {
      run.until(() -> run.health("/health/ready") == 200);
      pipeline.awaitPredictions(100);
      pipeline.admin(
          "adding",
          kafka ->
              kafka
                  .admin()
                  .createPartitions(Map.of(pipeline.name, NewPartitions.increaseTo(2)))
                  .all());
      assertThat(run.await()).isEqualTo(1);
      assertThat(run.logged("tart the pipeline again")).isTrue();
      assertThat(run.logged("StreamsResetter")).as("%s", run.log()).isFalse();
    }
    pipeline.produce(1, 100);
    pipeline.learn(200);
  }

  /** Kafka Streams asks as often as the watch, and either may find it first. */
  private Path file(String name) throws Exception {
    return Files.writeString(
        directory.resolve("grow.yaml"),
        """
        pipeline: %1$s
        input: {topic: %1$s, label: y, format: json}
        output: {format: json}
        features: [{standard: [x]}]
        model: logistic
        optimizer: {sgd: {learning-rate: 0.1}}
        validation: {window: 100}
        kafka:
          bootstrap.servers: "${KAFKA_BOOTSTRAP_SERVERS}"
          metadata.max.age.ms: 1000
        """
            .formatted(name));
  }
}
