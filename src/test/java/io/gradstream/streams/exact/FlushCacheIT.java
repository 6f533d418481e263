package io.gradstream.streams.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gradstream.client.Cluster;
import io.gradstream.client.CsvProducer;
import io.gradstream.client.CsvSource;
import io.gradstream.core.learn.Learner;
import io.gradstream.embedded.EmbeddedCluster;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.streams.PipelineApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/**
 * The canary: the model reaches the changelog only because Kafka Streams calls {@code flushCache}
 * before it sends the offsets of a commit. If an upgrade stops that, this fails.
 */
class FlushCacheIT {

  private static final long ROWS = 500;

  @Test
  void whenOffsetsAreCommittedTheModelThatSawThemIsInTheChangelog() throws Exception {
    try (EmbeddedCluster cluster =
        EmbeddedCluster.start(OptionalInt.empty(), OptionalInt.empty())) {
      Map<String, String> settings = new HashMap<>(cluster.kafka());
      settings.put("commit.interval.ms", "100");
      Pipeline pipeline =
          PipelineReader.read(Path.of("examples/flights/pipeline.yaml"), Map.of())
              .withKafka(settings);
      fill(pipeline);
      try (PipelineApplication application = PipelineApplication.start(pipeline);
          Cluster kafka = Cluster.connect(settings)) {
        await().atMost(Duration.ofMinutes(1)).until(() -> committed(kafka, pipeline) == ROWS);
        // The application still runs: no close, no rebalance has flushed anything.
        Learner learner = new Learner(pipeline.learner());
        learner.restore(blocks(pipeline));
        assertThat(learner.version()).isEqualTo(ROWS);
        assertThat(application.failure()).isEmpty();
      }
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

  private static void fill(Pipeline pipeline) throws Exception {
    try (Cluster kafka = Cluster.connect(pipeline.kafka())) {
      NewTopic topic = new NewTopic(pipeline.input().topic(), 1, (short) 1);
      kafka.get("creating the topic", kafka.admin().createTopics(List.of(topic)).all());
    }
    CsvSource source =
        CsvSource.of(Path.of("examples/flights/flights.csv.gz"))
            .limitedTo(ROWS, Double.POSITIVE_INFINITY);
    new CsvProducer(pipeline.kafka(), SchemaRegistries.from(pipeline.kafka()))
        .produce(pipeline.input().topic(), source, sent -> {});
  }
}
