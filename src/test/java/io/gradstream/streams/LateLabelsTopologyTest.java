package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.streams.output.OutputBounds;
import io.gradstream.streams.output.Outputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

/** Records are predicted when they come, and learned when the records of their labels do. */
class LateLabelsTopologyTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FEATURES =
      """
      features: [{standard: [a]}, {one-hot: [c]}]
      model: logistic
      optimizer: {adam: {learning-rate: 0.01}}
      validation: {window: 10}
      output: {format: json}
      """;
  private static final String TWO_TOPICS =
      """
      pipeline: late
      input: {topic: in, format: json}
      labels: {topic: truth, field: y, wait: 1h, early: 1m, max-waiting: 50}
      """
          + FEATURES;
  private static final String ONE_TOPIC =
      """
      pipeline: late
      input: {topic: in, format: json, key: id}
      labels: {same-topic: true, field: y, wait: 1h}
      """
          + FEATURES;

  @Test
  void aLabelMeetsThePredictionThatWasMade() {
    try (Fixture late = new Fixture(TWO_TOPICS)) {
      for (int i = 0; i < 30; i++) {
        late.record("k" + i, i, "{\"a\": %d, \"c\": \"x\"}".formatted(i % 5));
      }
      for (int i = 0; i < 20; i++) {
        late.label("k" + i, 1000 + i, "{\"y\": %d}".formatted(i % 2));
      }
      List<JsonNode> predictions = late.read("late.predictions");
      List<JsonNode> outcomes = late.read("late.outcomes");
      assertThat(predictions).hasSize(30);
      assertThat(outcomes).hasSize(20);
      for (int i = 0; i < 20; i++) {
        JsonNode outcome = outcomes.get(i);
        assertThat(outcome.get("score")).isEqualTo(predictions.get(i).get("score"));
        assertThat(outcome.get("version")).isEqualTo(predictions.get(i).get("version"));
        assertThat(outcome.get("label").asInt()).isEqualTo(i % 2);
        assertThat(outcome.get("time").asLong()).isEqualTo(i);
        assertThat(outcome.get("label_time").asLong()).isEqualTo(1000 + i);
        assertThat(outcome.get("elapsed").asLong()).isEqualTo(1000);
        assertThat(outcome.get("source_offset").asLong()).isEqualTo(i);
        assertThat(outcome.get("label_offset").asLong()).isEqualTo(i);
      }
      JsonNode labels = late.read("late.metrics").get(1).get("labels");
      assertThat(labels.get("predictions").asInt()).isEqualTo(30);
      assertThat(labels.get("outcomes").asInt()).isEqualTo(20);
      assertThat(labels.get("waiting").asInt()).isEqualTo(10);
      assertThat(labels.get("age_median").asDouble()).isEqualTo(1000);
    }
  }

  @Test
  void aLaterRecordOfTheSameTopicWithALabelIsTheLabelOfTheEarlier() {
    try (Fixture late = new Fixture(ONE_TOPIC)) {
      late.record("any", 1, "{\"id\": 7, \"a\": 1, \"c\": \"x\", \"y\": null}");
      late.record("any", 2, "{\"id\": 8, \"a\": 1, \"c\": \"x\"}");
      late.record("any", 3, "{\"id\": \"7\", \"a\": 1, \"c\": \"x\", \"y\": 1}");
      late.record("any", 4, "{\"id\": 9, \"y\": 1}");
      assertThat(late.read("late.predictions")).hasSize(2);
      assertThat(late.read("late.outcomes")).hasSize(1);
      assertThat(late.read("late.dead-letters")).isEmpty();
    }
  }

  @Test
  void aRecordOrLabelWithoutAKeyIsADeadLetter() {
    try (Fixture late = new Fixture(TWO_TOPICS)) {
      late.record(null, 1, "{\"a\": 1, \"c\": \"x\"}");
      late.label(null, 2, "{\"y\": 1}");
      late.label("k", 3, "{\"y\": null}");
      late.label("k", 4, "{\"y\": 2}");
      late.label("k", 5, "garbage");
      assertThat(late.reasons())
          .containsExactly(
              "in NO_KEY", "truth NO_KEY", "truth BAD_LABEL", "truth BAD_LABEL", "truth MALFORMED");
      assertThat(late.read("late.predictions")).isEmpty();
    }
  }

  @Test
  void ofOneTopicWhatCannotBeReadIsADeadLetterOfTheInput() {
    try (Fixture late = new Fixture(ONE_TOPIC)) {
      late.record("any", 1, "garbage");
      late.record("any", 2, null);
      late.record("any", 3, "{\"id\": 7, \"a\": 1, \"c\": \"x\", \"y\": 7}");
      late.record("any", 4, "{\"a\": 1, \"c\": \"x\", \"y\": 1}");
      assertThat(late.reasons())
          .containsExactly("in MALFORMED", "in TOMBSTONE", "in BAD_LABEL", "in NO_KEY");
      assertThat(late.read("late.predictions")).isEmpty();
    }
  }

  @Test
  void countsAddUpWhateverComesOfBothTopics() {
    for (int seed = 0; seed < 10; seed++) {
      try (Fixture late = new Fixture(TWO_TOPICS)) {
        Random random = new Random(seed);
        int records = 0;
        int labels = 0;
        for (int i = 0; i < 600; i++) {
          String key = random.nextInt(30) == 0 ? null : "k" + random.nextInt(200);
          if (random.nextBoolean()) {
            records++;
            late.record(key, i * 10_000L, anyRecord(random));
          } else {
            labels++;
            late.label(key, i * 10_000L, anyLabel(random));
          }
        }
        for (int i = 0; i < 10; i++, records++, labels++) { // fills a window
          late.record("last" + i, 6_000_000, "{\"a\": 1, \"c\": \"x\"}");
          late.label("last" + i, 6_000_001, "{\"y\": 1}");
        }
        List<JsonNode> metrics = late.read("late.metrics");
        List<String> reasons = late.reasons();
        int predictions = late.read("late.predictions").size();
        int outcomes = late.read("late.outcomes").size();
        JsonNode last = metrics.get(metrics.size() - 1).get("labels");
        long bad = reasons.stream().filter(reason -> reason.startsWith("in ")).count();
        long badLabels = reasons.size() - bad;
        assertThat(predictions + bad).isEqualTo(records);
        assertThat(last.get("predictions").asLong())
            .isBetween(predictions - 10L, (long) predictions);
        assertThat(sum(last, "outcomes", "unlabelled", "waiting"))
            .isEqualTo(last.get("predictions").asLong());
        long after = outcomes - last.get("outcomes").asLong();
        assertThat(after).isBetween(0L, 10L);
        assertThat(
                outcomes
                    + badLabels
                    + sum(last, "early", "second", "late", "of_dropped", "unmatched"))
            .isBetween(labels - 10L, (long) labels);
      }
    }
  }

  private static long sum(JsonNode counts, String... names) {
    return List.of(names).stream().mapToLong(name -> counts.get(name).asLong()).sum();
  }

  private static String anyRecord(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> "no record";
      case 1 -> null;
      case 2 -> "{\"other\": 1}";
      default -> "{\"a\": %s, \"c\": \"c%d\"}".formatted(random.nextGaussian(), random.nextInt(4));
    };
  }

  private static String anyLabel(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> "no label";
      case 1 -> null;
      case 2 -> "{\"y\": 7}";
      case 3 -> "{}";
      default -> "{\"y\": %d}".formatted(random.nextInt(2));
    };
  }

  /** A pipeline of two topics without a broker. */
  private static final class Fixture implements AutoCloseable {

    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private final Optional<TestInputTopic<byte[], byte[]>> labels;

    Fixture(String yaml) {
      var pipeline = Topologies.pipeline(yaml);
      TrainerParts parts =
          new TrainerParts(
              pipeline,
              Optional.empty(),
              Outputs.register(pipeline, Optional.empty()),
              OutputBounds.ofBytes(100_000),
              Duration.ofSeconds(5),
              false,
              new AtomicBoolean());
      driver =
          new TopologyTestDriver(
              PipelineTopology.build(parts),
              StreamsSettings.of(pipeline.withKafka(Map.of("bootstrap.servers", "-"))));
      input = topic("in");
      labels = pipeline.readsLabels().map(from -> topic("truth"));
    }

    private TestInputTopic<byte[], byte[]> topic(String name) {
      return driver.createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void record(String key, long time, String value) {
      input.pipeInput(bytes(key), bytes(value), time);
    }

    void label(String key, long time, String value) {
      labels.orElseThrow().pipeInput(bytes(key), bytes(value), time);
    }

    List<JsonNode> read(String topic) {
      List<JsonNode> read = new ArrayList<>();
      for (byte[] value : output(topic).readValuesToList()) {
        try {
          read.add(JSON.readTree(value));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return read;
    }

    /** The topic and reason of each dead letter. */
    List<String> reasons() {
      return output("late.dead-letters").readRecordsToList().stream()
          .map(
              letter ->
                  header(letter.headers(), "gradstream.topic")
                      + " "
                      + header(letter.headers(), "gradstream.reason"))
          .toList();
    }

    private static String header(org.apache.kafka.common.header.Headers headers, String name) {
      return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
      return driver.createOutputTopic(
          topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
      driver.close();
    }
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
