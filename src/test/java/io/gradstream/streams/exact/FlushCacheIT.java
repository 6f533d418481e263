package io.gradstream.streams.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gradstream.client.Cluster;
import io.gradstream.client.CsvSource;
import io.gradstream.core.learn.Learner;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * The canary: the model reaches the changelog only because Kafka Streams calls {@code flushCache}
 * before it sends the offsets of a commit. If an upgrade stops that, this fails.
 */
class FlushCacheIT {

  private static final long ROWS = 500;

  @Test
  void whenOffsetsAreCommittedTheModelThatSawThemIsInTheChangelog(TestInfo test) throws Exception {
    PipelineCluster cluster = PipelineCluster.shared();
    Pipeline pipeline =
        cluster
            .pipeline(Path.of("examples/flights/at-departure.yaml"), PipelineCluster.nameOf(test))
            .withKafka(Map.of("commit.interval.ms", "100"));
    cluster.createTopic(pipeline.input().topic(), 1);
    cluster.produce(
        pipeline.input().topic(),
        CsvSource.of(PipelineCluster.FLIGHTS).limitedTo(ROWS, Double.POSITIVE_INFINITY));
    try (PipelineApplication application = PipelineApplication.start(pipeline);
        Cluster kafka = Cluster.connect(cluster.kafka())) {
      await().atMost(Duration.ofMinutes(1)).until(() -> committed(kafka, pipeline) == ROWS);
      // The application still runs: no close, no rebalance has flushed anything.
      Learner learner = new Learner(pipeline.learner());
      learner.restore(blocks(pipeline));
      assertThat(learner.version()).isEqualTo(ROWS);
      assertThat(application.failure()).isEmpty();
    }
  }

  private static Map<String, byte[]> blocks(Pipeline pipeline) {
    Map<String, byte[]> blocks = new HashMap<>();
    new Outcomes(pipeline.kafka())
        .blocks(pipeline.name())
        .forEach(
            (key, hex) ->
                blocks.put(key.substring(key.indexOf(' ') + 1), HexFormat.of().parseHex(hex)));
    return blocks;
  }

  private static long committed(Cluster kafka, Pipeline pipeline) {
    return kafka
        .get(
            "reading offsets",
            kafka.admin().listConsumerGroupOffsets(pipeline.name()).partitionsToOffsetAndMetadata())
        .values()
        .stream()
        .mapToLong(offset -> offset.offset())
        .sum();
  }
}
