package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.streams.JsonPipeline;
import io.gradstream.streams.PipelineCluster;
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
    JsonPipeline pipeline =
        new JsonPipeline(cluster, PipelineCluster.nameOf(test), "")
            .with("metadata.max.age.ms", "1000"); // so Kafka Streams asks as often as the watch
    cluster.createTopic(pipeline.name, 1);
    pipeline.produce(0, 100);
    try (RunProcess run =
        RunProcess.start(
            List.of("run", pipeline.file(directory).toString()),
            Map.of(),
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
}
