package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.score.Scorer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** A topic that is scored by the committed model of a pipeline, which does not learn from it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ScoringIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PipelineCluster cluster = PipelineCluster.shared();
  private JsonPipeline usual;

  @BeforeEach
  void learn(TestInfo test) {
    usual = new JsonPipeline(cluster, PipelineCluster.nameOf(test), "");
    cluster.createTopic(usual.name, 1);
    usual.produce(0, 500);
    usual.learn(500);
  }

  @Test
  void everyRecordGivesOnePredictionOrOneDeadLetterAlsoAfterRestarts() throws Exception {
    Pipeline pipeline = usual.pipeline();
    String from = usual.name + "-new";
    cluster.createTopic(from, 2);
    ScoringApplication.Topics topics =
        new ScoringApplication.Topics(
            Optional.of(from), usual.name + "-scored", usual.name + "-scorer", true);
    Map<Long, Double> seen = new HashMap<>();
    try (Scorer scorer = Scorer.follow(Map.of(), pipeline)) {
      assertThat(scorer.await(Duration.ofSeconds(30))).isTrue();
      long version = scorer.version().orElseThrow();
      for (int run = 0; run < 2; run++) {
        try (ScoringApplication application = ScoringApplication.start(pipeline, scorer, topics)) {
          produce(from, 100 * run);
          int wanted = 99 * (run + 1);
          seen.clear();
          cluster.await(
              topics.to(),
              wanted,
              record -> {
                JsonNode prediction = json(record.value());
                assertThat(prediction.get("version").asLong()).isEqualTo(version);
                seen.merge(
                    prediction.get("source_offset").asLong() * 2
                        + prediction.get("source_partition").asLong(),
                    prediction.get("score").asDouble(),
                    (a, b) -> Double.NaN);
              });
          cluster.await(topics.deadLetters(), run + 1, record -> {});
        }
      }
      assertThat(seen).hasSize(198).doesNotContainValue(Double.NaN);
      assertThat(seen.values()).contains(scorer.score(Map.of("x", 3)).value());
      assertThat(scorer.version()).hasValue(version);
    }
  }

  @Test
  void predictionsDoNotGoWhereSomethingElseIsKeptOrRead() {
    Pipeline pipeline = usual.pipeline();
    try (Scorer scorer = Scorer.follow(Map.of(), pipeline)) {
      for (String to :
          List.of(
              usual.name, pipeline.modelTopic(), pipeline.predictionsTopic(), usual.name + "2")) {
        ScoringApplication.Topics topics =
            new ScoringApplication.Topics(Optional.of(usual.name + "2"), to, to + "-group", true);
        assertThatThrownBy(() -> ScoringApplication.start(pipeline, scorer, topics))
            .hasMessageContaining("cannot go to topic '" + to + "'");
      }
    }
  }

  /** Sends a hundred records to two partitions, one of which cannot be used. */
  private void produce(String topic, int first) {
    Map<String, Object> kafka = new HashMap<>(cluster.kafka());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = first; i < first + 100; i++) {
        byte[] value = i % 100 == 50 ? new byte[] {'{'} : JsonPipeline.value(i);
        producer.send(new ProducerRecord<>(topic, i % 2, "key " + i, value));
      }
    }
  }

  private static JsonNode json(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
