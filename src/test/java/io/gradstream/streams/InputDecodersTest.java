package io.gradstream.streams;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.framed;
import static io.gradstream.schema.row.AvroBytes.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.client.ApplicationException;
import io.gradstream.core.data.MatchKey;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import io.gradstream.schema.row.BadRecordException;
import io.gradstream.schema.row.FieldCheck;
import io.gradstream.schema.row.RowDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;

/** What is read of records and of their labels where these are records of their own. */
class InputDecodersTest {

  private static final Schema DEPARTURE = record("id:long", "a:double", "c:string");
  private static final Schema ARRIVAL =
      record("id:string", "late:['null','int']", "w:['null','double']");

  private final SchemaRegistry registry = new InMemorySchemaRegistry();
  private final RecordHeaders headers = new RecordHeaders();

  /** Reads "id,late" as an arrival. */
  public static final class ArrivalDeserializer implements Deserializer<GenericRecord> {
    @Override
    public GenericRecord deserialize(String topic, byte[] value) {
      String[] cells = new String(value, UTF_8).split(",", -1);
      return datum(ARRIVAL, cells[0], Integer.valueOf(cells[1]), 1.0);
    }
  }

  private static Pipeline pipeline(String input, String labels) {
    return Topologies.pipeline(
        """
        pipeline: p
        input: {topic: departures, %s}
        labels: {%s, wait: 1d}
        features: [{standard: [a]}, {one-hot: [c]}]
        model: logistic
        """
            .formatted(input, labels));
  }

  private static Pipeline pipeline(String more) {
    return pipeline(
        "key: id", "topic: arrivals, field: late, threshold: '>= 15', weight: w" + more);
  }

  private Row input(Pipeline pipeline, byte[] value) throws BadRecordException {
    Row row = new Row(pipeline.layout());
    try (RowDecoder decoder = InputDecoders.of(pipeline, row.layout(), Optional.of(registry))) {
      decoder.decode(headers, value, row);
    }
    return row;
  }

  private Row label(Pipeline pipeline, byte[] value) throws BadRecordException {
    Row row = new Row(pipeline.labels().orElseThrow().layout(pipeline.learner()));
    try (RowDecoder decoder =
        InputDecoders.ofLabels(pipeline, row.layout(), Optional.of(registry))) {
      decoder.decode(headers, value, row);
    }
    return row;
  }

  private byte[] avro(String subject, Schema schema, Object... values) {
    return framed(registry.register(subject, schema), datum(schema, values));
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }

  private static byte[] key(Row row, List<String> fields) {
    return new MatchKey(row.layout(), fields).of(null, row);
  }

  @Test
  void aRecordNeedsNeitherLabelNorWeightAndFindsItsLabelByTheText() throws BadRecordException {
    Pipeline pipeline = pipeline("");

    Row row = input(pipeline, avro("departures-value", DEPARTURE, 7L, 1.5, "AA"));
    Row label = label(pipeline, avro("arrivals-value", ARRIVAL, "7", 20, 2.5));

    assertThat(row.number(0)).isEqualTo(1.5);
    assertThat(row.hasLabel()).isFalse();
    assertThat(label.label()).isEqualTo(1);
    assertThat(label.number(0)).isEqualTo(2.5);
    assertThat(key(row, List.of("id")))
        .isEqualTo(key(label, List.of("id")))
        .isEqualTo("7".getBytes(UTF_8));
  }

  @Test
  void aFieldOfTheInputThatIsCalledAsTheLabelIsNotRead() throws BadRecordException {
    Schema completed = record("id:long", "a:double", "c:string", "late:string", "w:string");
    Pipeline pipeline = pipeline("");

    Row row = input(pipeline, avro("departures-value", completed, 7L, 1.5, "AA", "no", "much"));
    Row json =
        input(
            pipeline("key: id, format: json", "topic: l, field: late, weight: w"),
            json("{'id': 7, 'a': 1.5, 'c': 'AA', 'late': 'no', 'w': 'much'}"));

    assertThat(List.of(row, json)).noneMatch(Row::hasLabel);
    assertThat(row.layout().numbers()).containsExactly("a"); // and not the weight
    assertThat(json.layout().numbers()).containsExactly("a");
  }

  @Test
  void aRowHasTheLearnersSlots() {
    Pipeline pipeline = pipeline("");
    RowLayout learner = pipeline.learner().layout();

    assertThat(pipeline.layout().numbers()).isEqualTo(learner.numbers());
    assertThat(pipeline.layout().categories()).isEqualTo(learner.categories());
    assertThat(pipeline.layout().label()).isEqualTo(learner.label());
  }

  @Test
  void aNullLabelIsARowWithoutOneAndATombstoneADeadLetter() throws BadRecordException {
    Pipeline pipeline = pipeline("");
    byte[] unknown = avro("arrivals-value", ARRIVAL, "7", null, null);

    assertThat(label(pipeline, unknown).hasLabel()).isFalse();
    assertThatThrownBy(() -> label(pipeline, null))
        .isInstanceOfSatisfying(
            BadRecordException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.TOMBSTONE));
  }

  @Test
  void labelsInJsonAndOfAClassAreReadAlike() throws BadRecordException {
    Row json = label(pipeline(", format: json"), json("{'id': 7, 'late': 20, 'w': 1}"));
    Row own =
        label(
            pipeline(", deserializer: " + ArrivalDeserializer.class.getName()),
            "7,20".getBytes(UTF_8));

    for (Row row : List.of(json, own)) {
      assertThat(row.label()).isEqualTo(1);
      assertThat(row.number(0)).isEqualTo(1);
      assertThat(key(row, List.of("id"))).isEqualTo("7".getBytes(UTF_8));
    }
  }

  @Test
  void labelsMayBeChangesOfADatabasesRow() throws BadRecordException {
    Pipeline pipeline = pipeline(", format: json, envelope: debezium");

    Row row = label(pipeline, json("{'op': 'u', 'after': {'id': 7, 'late': 3}}"));

    assertThat(row.label()).isZero();
    assertThat(key(row, List.of("id"))).isEqualTo("7".getBytes(UTF_8));
    assertThatThrownBy(() -> label(pipeline, json("{'op': 'd', 'after': null}")))
        .isInstanceOfSatisfying(
            BadRecordException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.DELETED));
  }

  @Test
  void labelsAreReadAsTheLatestVersionOfTheirSubject() throws BadRecordException {
    byte[] old =
        avro("arrivals-value", record("id:string", "minutes:int", "w:double"), "7", 20, 1.0);
    Schema renamed =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "R", "fields": [
                  {"name": "id", "type": "string"},
                  {"name": "late", "type": "double", "aliases": ["minutes"]},
                  {"name": "w", "type": "double"}]}
                """);
    registry.register("arrivals-value", renamed);

    assertThat(label(pipeline(""), old).label()).isEqualTo(1);
    assertThat(label(pipeline(", schema: writer"), old).hasLabel()).isFalse();
  }

  @Test
  void aBadLabelIsADeadLetterThatNamesTheKeysOfLabels() {
    Pipeline pipeline =
        pipeline("format: json", "topic: arrivals, field: late, deserializer: no.Such");

    assertThatThrownBy(() -> StartChecks.makeClasses(pipeline))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("labels.deserializer");
  }

  @Test
  void inOneTopicARecordWithALabelNeedsNoFeatures() throws BadRecordException {
    Pipeline pipeline = pipeline("key: id, format: json", "same-topic: true, field: late");

    Row row = input(pipeline, json("{'id': 7, 'late': 1}"));

    assertThat(row.label()).isEqualTo(1);
    assertThatThrownBy(() -> input(pipeline, json("{'id': 7}")))
        .isInstanceOfSatisfying(
            BadRecordException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.NO_FEATURES));
  }

  @Test
  void aKeyThatIsNoFeatureDoesNotMakeARecordOfUse() {
    Pipeline pipeline = pipeline("key: id, format: json", "topic: arrivals, field: late");

    assertThatThrownBy(() -> input(pipeline, json("{'id': 7}")))
        .hasMessageContaining("none of the features is there: no field a");
  }

  @Test
  void aKeyThatIsAFeatureTooIsOne() throws BadRecordException {
    Pipeline pipeline = pipeline("key: c, format: json", "topic: arrivals, field: late");

    assertThat(key(input(pipeline, json("{'c': 'AA'}")), List.of("c"))).hasSize(2);
  }

  @Test
  void theCheckSaysWhichFieldsBothTopicsHave() {
    registry.register("departures-value", record("a:double", "c:string", "ident:long"));
    registry.register("arrivals-value", record("id:string", "lateness:int", "w:string"));

    InputCheck ofInput = InputCheck.of(pipeline(""), registry);
    InputCheck ofLabels = InputCheck.ofLabels(pipeline(""), registry).orElseThrow();

    assertThat(ofInput.subjects().get(0).fields())
        .extracting(FieldCheck::path)
        .containsExactly("a", "c", "id");
    assertThat(ofInput.fieldProblems()).singleElement().asString().contains("no field id");
    assertThat(ofLabels.subjects().get(0).fields())
        .extracting(FieldCheck::path)
        .containsExactly("w", "id", "late");
    assertThat(ofLabels.fieldProblems())
        .hasSize(2)
        .anyMatch(each -> each.contains("no field late") && each.endsWith("from its records"))
        .anyMatch(each -> each.contains("w"));
  }

  @Test
  void aSubjectOrAVersionThatIsMissingIsNamedWithTheKeyOfLabels() {
    assertThat(InputCheck.ofLabels(pipeline(""), registry).orElseThrow().problems())
        .singleElement()
        .asString()
        .contains("no subject arrivals-value")
        .contains("correct labels.topic");
    registry.register("arrivals-value", ARRIVAL);
    Pipeline pinned = pipeline(", schema: 7");
    RecordSource labels = RecordSource.ofLabels(pinned).orElseThrow();
    assertThatThrownBy(() -> InputSchemas.check(labels, pinned, registry))
        .isInstanceOf(ApplicationException.class)
        .hasMessageStartingWith("labels.schema is 7, but subject arrivals-value has versions 1");
  }

  @Test
  void withOneModelAPartitionLabelsNeedAsManyPartitions() {
    Pipeline single = pipeline("");
    Pipeline each =
        Topologies.pipeline(
            """
            pipeline: p
            input: {topic: departures}
            labels: {topic: arrivals, field: late, wait: 1d}
            features: [{standard: [a]}]
            model: logistic
            scale: partition
            """);

    assertThat(PipelineTopics.mismatch(single, 4, 3)).isEmpty();
    assertThat(PipelineTopics.mismatch(each, 4, 4)).isEmpty();
    assertThat(PipelineTopics.mismatch(each, 4, 3).orElseThrow())
        .startsWith(
            "topic 'departures' has 4 partitions and the topic of its labels, 'arrivals', has 3")
        .contains("scale: single");
  }

  @Test
  void autoChoosesNeitherTheKeyNorWhatIsCalledAsTheLabel() {
    registry.register("departures-value", record("id:string", "a:double", "late:int", "w:double"));
    WrittenPipeline auto =
        PipelineReader.look(
                "p.yaml",
                """
            pipeline: p
            input: {topic: departures, key: id}
            labels: {topic: arrivals, field: late, weight: w, wait: 1d}
            features: auto
            model: logistic
            """,
                Map.of())
            .whole();

    Pipeline chosen = InputFeatures.choose(auto, registry).pipeline();

    assertThat(chosen.layout().fields()).containsExactly("a", "id");
    assertThat(Map.of("numbers", chosen.layout().numbers())).containsEntry("numbers", List.of("a"));
  }
}
