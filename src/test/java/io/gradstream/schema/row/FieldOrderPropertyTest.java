package io.gradstream.schema.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Fields are found by name: in which order a record has them makes no difference to a bit. */
class FieldOrderPropertyTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> TYPES =
      Map.of(
          "a", "\"double\"",
          "b", "[\"null\", \"int\"]",
          "c", "\"string\"",
          "d", "{\"type\": \"enum\", \"name\": \"D\", \"symbols\": [\"d0\", \"d1\", \"d2\"]}",
          "at", "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}",
          "tags", "{\"type\": \"array\", \"items\": \"string\"}",
          "note", "\"string\"",
          "y", "\"int\"");

  private static final String PIPELINE =
      """
      pipeline: p
      input: {topic: t, label: y}
      features:
        - standard: {fields: [a, b], missing: last, indicator: true}
        - polynomial: [a, b]
        - bucketise: {fields: [a], quantiles: 4, window: 20}
        - one-hot: {fields: [c, d], max-categories: 3}
        - cross: [c, d]
        - target-mean: [c]
        - bag: [tags]
        - text: {fields: [note], buckets: 16}
        - cyclic: {field: at, of: [hour-of-day, day-of-week]}
        - lag: {fields: [a], steps: [1, 2], by: [c]}
        - rolling: {label: true, of: [mean], last: 5, by: [d]}
      model: logistic
      """;

  @Property(tries = 60)
  void theOrderOfFieldsMakesNoDifference(@ForAll Random random) throws Exception {
    LearnerRule rule = rule();
    Row row = new Row(rule.layout());
    List<Learner> learners = Stream.generate(() -> new Learner(rule)).limit(3).toList();
    JsonRowDecoder json = new JsonRowDecoder(row.layout());
    List<String> sorted = TYPES.keySet().stream().sorted().toList();
    List<String> shuffled = new ArrayList<>(sorted);
    for (int i = 0; i < 40; i++) {
      Map<String, Object> values = values(random);
      Collections.shuffle(shuffled, random); // every record may have an order of its own
      decode(sorted, values, row);
      double expected = learners.get(0).take(row, i).score();
      decode(shuffled, values, row);
      assertThat(learners.get(1).take(row, i).score()).isEqualTo(expected);
      json.decode(json(shuffled, values), row);
      assertThat(learners.get(2).take(row, i).score()).isEqualTo(expected);
    }
  }

  private static LearnerRule rule() throws IOException {
    Path file = Files.createTempFile("pipeline", ".yaml");
    try {
      Files.writeString(file, PIPELINE);
      return PipelineReader.read(file, Map.of()).learner();
    } finally {
      Files.delete(file);
    }
  }

  private static Map<String, Object> values(Random random) {
    Map<String, Object> values = new HashMap<>();
    values.put("a", random.nextGaussian());
    values.put("b", random.nextInt(4) == 0 ? null : random.nextInt(100));
    values.put("c", "c" + random.nextInt(6));
    values.put("d", "d" + random.nextInt(3));
    values.put("at", 1_700_000_000_000L + random.nextInt(1 << 30));
    values.put("tags", List.of("t" + random.nextInt(3), "t" + random.nextInt(5)));
    values.put("note", "a word " + random.nextInt(9));
    values.put("y", random.nextInt(2));
    return values;
  }

  /** Writes the values in Avro by a schema whose fields have an order, and reads them. */
  private static void decode(List<String> order, Map<String, Object> values, Row row)
      throws Exception {
    StringJoiner fields = new StringJoiner(", ");
    order.forEach(
        name -> fields.add("{\"name\": \"%s\", \"type\": %s}".formatted(name, TYPES.get(name))));
    Schema schema =
        new Schema.Parser()
            .parse("{\"type\": \"record\", \"name\": \"R\", \"fields\": [%s]}".formatted(fields));
    GenericData.Record record = new GenericData.Record(schema);
    values.forEach(record::put);
    record.put("d", new GenericData.EnumSymbol(schema.getField("d").schema(), values.get("d")));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericData.Record>(schema).write(record, encoder);
    encoder.flush();
    BinaryInput input = new BinaryInput();
    input.reset(bytes.toByteArray(), 0);
    row.clear();
    PlanCompiler.compile(row.layout(), Envelope.NONE, "1", schema, schema).run(input, row);
  }

  private static byte[] json(List<String> order, Map<String, Object> values) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    order.forEach(name -> object.put(name, values.get(name)));
    return JSON.writeValueAsBytes(object);
  }
}
