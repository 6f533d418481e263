package io.gradstream.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.core.data.Task;
import io.gradstream.core.learn.Outcome;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.JsonDeserializer;
import io.gradstream.schema.SerdeAwayException;
import io.gradstream.streams.describe.PipelineDescription;
import io.gradstream.streams.output.JsonOutputWriter;
import io.gradstream.streams.output.Origin;
import io.gradstream.streams.output.OutputBounds;
import io.gradstream.streams.output.OutputSchemas;
import io.gradstream.streams.output.Outputs;
import io.gradstream.streams.output.PredictedClasses;
import io.gradstream.streams.output.PredictionWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Pipelines in other formats than Avro, without any registry. */
class FormatsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String YAML =
      """
      pipeline: test
      input: {topic: in, label: y, %s}
      features:
        - standard: [a, b]
        - one-hot: [c]
      model: logistic
      optimizer: {sgd: {learning-rate: 0.1}, batch-size: 1}
      validation: {window: 10}
      early-stopping: {metric: log-loss, patience: 2, min-delta: 0.5, min-delta-mode: absolute, on-stop: rollback}
      output: {%s}
      kafka: {bootstrap.servers: "-", org.example.setting: hello}
      """;

  /** Reads records of {@link Topologies} from texts; says what it was given. */
  public static final class TextDeserializer implements Deserializer<GenericRecord> {

    static final List<String> EVENTS = new ArrayList<>();

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
      EVENTS.add("configure " + settings.get("org.example.setting") + " " + isKey);
    }

    @Override
    public GenericRecord deserialize(String topic, byte[] value) {
      String[] cells = new String(value, UTF_8).split(",");
      if (cells.length != 4) {
        throw new SerializationException("no four cells");
      }
      return Topologies.record(
          Double.valueOf(cells[0]),
          Integer.parseInt(cells[1]),
          cells[2],
          Integer.valueOf(cells[3]));
    }

    @Override
    public void close() {
      EVENTS.add("close");
    }
  }

  /** Writes records as Avro's own text, with a header; a setting makes it fail. */
  public static final class TextSerializer implements Serializer<GenericRecord> {

    static int padding;
    static RuntimeException failure;

    @Override
    public byte[] serialize(String topic, GenericRecord record) {
      throw new AssertionError("the headers belong to it");
    }

    @Override
    public byte[] serialize(String topic, Headers headers, GenericRecord record) {
      if (failure != null && topic.endsWith(".metrics")) {
        throw failure;
      }
      headers.add("topic", topic.getBytes(UTF_8));
      return (record + " ".repeat(padding)).getBytes(UTF_8);
    }
  }

  /** Is no deserializer. */
  public static final class Neither {}

  @Test
  void jsonGoesInAndComesOutAsAvroDoes() throws IOException {
    Pipeline pipeline = pipeline("format: json", "format: json");
    try (TopologyTestDriver driver = driver(pipeline);
        Topologies avro = new Topologies()) {
      for (int i = 0; i < 45; i++) {
        avro.send(i);
        double a = Math.sin(i * 1.7);
        String json =
            "{\"a\": %s, \"b\": %d, \"c\": \"%s\", \"y\": %d}"
                .formatted(a, i % 7, "c" + i % 3, a > 0 ? 1 : 0);
        send(driver, i, json);
      }
      send(driver, 99, "{\"a\": 1}  x");

      assertThat(values(driver, pipeline.predictionsTopic(), OutputSchemas.PREDICTION))
          .hasSize(45)
          .isEqualTo(avro.predictions());
      assertThat(values(driver, pipeline.metricsTopic(), OutputSchemas.METRICS))
          .hasSize(4)
          .isEqualTo(avro.metrics());
      assertThat(values(driver, pipeline.decisionsTopic(), OutputSchemas.DECISION))
          .isNotEmpty()
          .isEqualTo(avro.decisions());
      assertThat(records(driver, pipeline.deadLettersTopic()))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(new String(letter.value(), UTF_8)).isEqualTo("{\"a\": 1}  x");
                assertThat(Topologies.header(letter, "gradstream.reason")).isEqualTo("MALFORMED");
              });
    }
  }

  @Test
  void ofAChangeTheRowIsPredictedAndADeleteIsADeadLetter() {
    Pipeline pipeline = pipeline("format: json, envelope: debezium", "format: json");
    try (TopologyTestDriver driver = driver(pipeline)) {
      send(
          driver, 1, "{\"before\": null, \"after\": {\"a\": 1, \"b\": 2, \"c\": \"x\", \"y\": 0}}");
      send(driver, 2, "{\"before\": {\"a\": 1}, \"after\": null, \"op\": \"d\"}");

      assertThat(records(driver, pipeline.predictionsTopic())).hasSize(1);
      assertThat(records(driver, pipeline.deadLettersTopic()))
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(Topologies.header(letter, "gradstream.reason")).isEqualTo("DELETED"));
    }
  }

  @Test
  void aRecordWithoutAnyFeatureIsADeadLetterUnlessItIsToBePredicted() {
    Pipeline refusing = pipeline("format: json", "format: json");
    Pipeline predicting = pipeline("format: json, on-empty: predict", "format: json");
    try (TopologyTestDriver first = driver(refusing);
        TopologyTestDriver second = driver(predicting)) {
      send(first, 1, "{\"y\": 1, \"a\": null}");
      send(second, 1, "{\"y\": 1, \"a\": null}");

      assertThat(records(first, refusing.predictionsTopic())).isEmpty();
      assertThat(records(first, refusing.deadLettersTopic()))
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(Topologies.header(letter, "gradstream.reason"))
                      .isEqualTo("NO_FEATURES"));
      assertThat(records(second, predicting.predictionsTopic())).hasSize(1);
    }
  }

  @Test
  void predictionsDoNotCarryTheHeadersThatDescribeTheirInput() {
    Pipeline pipeline = pipeline("format: json", "format: json, drop-headers: [secret-*]");
    try (TopologyTestDriver driver = driver(pipeline)) {
      Headers headers = new RecordHeaders();
      for (String name :
          List.of(
              "__value_schema_id", "content-type", "traceparent", "__key_schema_id", "secret-1")) {
        headers.add(name, name.getBytes(UTF_8));
      }
      send(driver, headers, "{\"a\": 1, \"b\": 1, \"c\": \"x\"}");
      send(driver, headers, "[]");

      assertThat(names(records(driver, pipeline.predictionsTopic()).get(0)))
          .containsExactly("traceparent", "__key_schema_id");
      assertThat(names(records(driver, pipeline.deadLettersTopic()).get(0)))
          .contains("__value_schema_id", "content-type", "traceparent", "secret-1");
    }
  }

  private static void send(TopologyTestDriver driver, Headers headers, String value) {
    driver
        .createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(null, value.getBytes(UTF_8), headers, 5L));
  }

  private static List<String> names(TestRecord<byte[], byte[]> record) {
    List<String> names = new ArrayList<>();
    record.headers().forEach(header -> names.add(header.key()));
    return names;
  }

  @Test
  void aPredictionInJsonHasTheFieldsOfTheSchemaAndNullForNoNumber() throws IOException {
    try (JsonOutputWriter writer = new JsonOutputWriter()) {
      Origin origin = new Origin(Integer.MIN_VALUE, Long.MIN_VALUE);
      double longest = -2.2250738585072014E-308;
      Outcome unlabelled = Outcome.of(longest, Double.NaN, Long.MIN_VALUE);
      byte[] worst = writer.prediction(new RecordHeaders(), unlabelled, Long.MIN_VALUE, origin);
      Outcome unscored = Outcome.of(Double.NaN, longest, Long.MIN_VALUE);
      byte[] labelled = writer.prediction(new RecordHeaders(), unscored, Long.MIN_VALUE, origin);

      List<String> names = new ArrayList<>();
      JSON.readTree(worst).fieldNames().forEachRemaining(names::add);
      assertThat(names)
          .isEqualTo(
              OutputSchemas.PREDICTION.getFields().stream().map(Schema.Field::name).toList());
      assertThat(JSON.readTree(worst).get("label").isNull()).isTrue();
      JsonNode second = JSON.readTree(labelled);
      assertThat(second.get("score").isNull()).isTrue();
      assertThat(worst.length + 24).isLessThan(writer.maxPredictionBytes(Task.BINARY));
    }
  }

  @Test
  void aPredictionOfManyClassesFitsTheRoomThatIsKeptForIt() throws IOException {
    String worst = "\u0001".repeat(64); // six characters each in JSON
    List<String> classes =
        IntStream.range(0, 50).mapToObj(i -> worst.substring(2) + (char) ('A' + i) + "x").toList();
    double[] scores = new double[50];
    Arrays.fill(scores, -2.2250738585072014E-308);
    Outcome outcome = Outcome.of(classes, scores, 49, Long.MIN_VALUE);
    Origin origin = new Origin(Integer.MIN_VALUE, Long.MIN_VALUE);
    try (JsonOutputWriter writer = new JsonOutputWriter()) {
      byte[] json = writer.prediction(new RecordHeaders(), outcome, Long.MIN_VALUE, origin);
      assertThat(json.length).isLessThan(writer.maxPredictionBytes(Task.MULTICLASS));
      JsonNode prediction = JSON.readTree(json);
      assertThat(prediction.get("class").asText()).isEqualTo(classes.get(0));
      assertThat(prediction.get("label_class").asText()).isEqualTo(classes.get(49));
      assertThat(prediction.get("label").isNull()).isTrue();
      assertThat(prediction.get("probabilities")).hasSize(PredictedClasses.MOST);
    }
    byte[] avro = new PredictionWriter(new byte[5]).write(outcome, Long.MIN_VALUE, origin);
    GenericRecord read =
        new GenericDatumReader<GenericRecord>(OutputSchemas.PREDICTION)
            .read(null, DecoderFactory.get().binaryDecoder(avro, 5, avro.length - 5, null));
    assertThat(read.get("class")).hasToString(classes.get(0));
    assertThat((Map<?, ?>) read.get("probabilities")).hasSize(PredictedClasses.MOST);
  }

  @Test
  void classesOfTheUsersReadAndWrite() {
    TextDeserializer.EVENTS.clear();
    TextSerializer.padding = 0;
    Pipeline pipeline = own();
    try (TopologyTestDriver driver = driver(pipeline)) {
      send(driver, 1, "0.5,2,x,1");
      send(driver, 2, "0.5,2");

      TestRecord<byte[], byte[]> prediction = records(driver, pipeline.predictionsTopic()).get(0);
      assertThat(new String(prediction.value(), UTF_8))
          .startsWith("{\"time\": 1, \"score\": 0.5, \"label\": 1.0, ");
      assertThat(Topologies.header(prediction, "topic")).isEqualTo("test.predictions");
      assertThat(records(driver, pipeline.deadLettersTopic()))
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(Topologies.header(letter, "gradstream.message"))
                      .contains("TextDeserializer: no four cells"));
    }
    assertThat(TextDeserializer.EVENTS).containsExactly("configure hello false", "close");
  }

  @Test
  void aSerializerThatWritesMoreThanTheTopicTakesEndsTheApplication() {
    Pipeline pipeline = own();
    try (TopologyTestDriver driver = driver(pipeline)) {
      TextSerializer.padding = 200_000;
      assertThatThrownBy(() -> send(driver, 1, "0.5,2,x,1"))
          .hasRootCauseInstanceOf(ConfigException.class)
          .rootCause()
          .hasMessageContainingAll("output.serializer made 200,", "(100,000)");
    } finally {
      TextSerializer.padding = 0;
    }
  }

  @Test
  void aSerializerIsTriedOnEveryOutputBeforeTheStart() {
    StartChecks.tryClasses(own());
    try {
      TextSerializer.failure = new SerializationException("no metrics, please");
      assertThatThrownBy(() -> StartChecks.tryClasses(own()))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll("output.serializer", "TextSerializer: no metrics, please");
      TextSerializer.failure = new SerializationException(new java.net.ConnectException("refused"));
      assertThatThrownBy(() -> StartChecks.tryClasses(own()))
          .isInstanceOf(SerdeAwayException.class)
          .hasMessageContaining("refused");
    } finally {
      TextSerializer.failure = null;
    }
  }

  @Test
  void aClassThatCannotBeUsedIsSaidWithWhatToDo() {
    assertThatThrownBy(
            () -> StartChecks.makeClasses(pipeline("deserializer: org.example.Gone", "")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            "input.deserializer: there is no class org.example.Gone", "lib/ext/");
    String neither = Neither.class.getName();
    assertThatThrownBy(
            () -> StartChecks.makeClasses(pipeline("format: json", "serializer: " + neither)))
        .hasMessageContainingAll("output.serializer", neither, "is no", "Serializer");
    assertThatThrownBy(
            () -> StartChecks.makeClasses(pipeline("deserializer: java.lang.Integer", "")))
        .hasMessageContaining("class java.lang.Integer is no");
  }

  @Test
  void theDescriptionSaysHowRecordsAreReadAndWritten() {
    assertThat(new PipelineDescription(pipeline("format: json", "format: json"), 1).text())
        .contains("  input       JSON\n", "  output      JSON\n");
    assertThat(new PipelineDescription(pipeline("schema: 3", ""), 1).text())
        .contains("  input       Avro, read as version 3 of its subject\n", "  output      Avro\n");
    assertThat(
            new PipelineDescription(pipeline("deserializer: not.There", "serializer: nor.This"), 1)
                .text())
        .contains("input.deserializer not.There\n", "output.serializer nor.This\n");
  }

  private static Pipeline own() {
    return pipeline(
        "deserializer: " + TextDeserializer.class.getName(),
        "serializer: " + TextSerializer.class.getName());
  }

  private static Pipeline pipeline(String input, String output) {
    return Topologies.pipeline(YAML.formatted(input, output));
  }

  private static TopologyTestDriver driver(Pipeline pipeline) {
    TrainerParts parts =
        new TrainerParts(
            pipeline,
            Optional.empty(),
            Outputs.register(pipeline, Optional.empty()),
            OutputBounds.ofBytes(100_000),
            java.time.Duration.ofSeconds(5),
            false,
            new AtomicBoolean());
    Properties settings = StreamsSettings.of(pipeline);
    return new TopologyTestDriver(PipelineTopology.build(parts), settings);
  }

  private static void send(TopologyTestDriver driver, long time, String value) {
    driver
        .createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(("k" + time).getBytes(UTF_8), value.getBytes(UTF_8), time);
  }

  private static List<TestRecord<byte[], byte[]>> records(TopologyTestDriver driver, String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private static List<GenericRecord> values(
      TopologyTestDriver driver, String topic, Schema schema) {
    JsonDeserializer json = new JsonDeserializer(schema);
    return records(driver, topic).stream()
        .map(record -> json.deserialize(topic, record.value()))
        .toList();
  }
}
