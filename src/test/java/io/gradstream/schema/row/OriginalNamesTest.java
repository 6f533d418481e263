package io.gradstream.schema.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.JsonSerializer;
import io.gradstream.schema.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Fields are found by what they were called before they had to fit Avro. */
class OriginalNamesTest {

  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "row", "fields": [
                {"name": "a_b", "type": "double", "originalName": "a b"},
                {"name": "a_b_2", "type": "double", "originalName": "a.b"},
                {"name": "a_b_3", "type": "double", "originalName": "a_b"},
                {"name": "y", "type": "int"}]}
              """);

  private static final RowLayout LAYOUT =
      RowLayout.of(List.of("a b", "a.b", "a_b"), List.of(), LabelRule.binary("y"));

  @Test
  void inAvroByAPropertyOfTheField() throws IOException, BadRecordException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(WireFormat.header(1));
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<>(SCHEMA).write(record(), encoder);
    Row row = new Row(LAYOUT);
    new AvroRowDecoder(LAYOUT, id -> SCHEMA).decode(bytes.toByteArray(), row);

    assertNumbers(row);
  }

  @Test
  void inJsonByTheNamesThemselves() throws BadRecordException {
    byte[] json = JsonSerializer.withOriginalNames().serialize("t", record());
    Row row = new Row(LAYOUT);
    new JsonRowDecoder(LAYOUT).decode(json, row);

    assertThat(new String(json, StandardCharsets.UTF_8))
        .isEqualTo("{\"a b\":1.0,\"a.b\":2.0,\"a_b\":3.0,\"y\":1}");
    assertNumbers(row);
  }

  @Test
  void inJsonAPathLeadsToObjectsAsWell() throws BadRecordException {
    byte[] json = "{\"a\":{\"b\":2},\"a b\":1,\"a_b\":3}".getBytes(StandardCharsets.UTF_8);
    Row row = new Row(LAYOUT);
    new JsonRowDecoder(LAYOUT).decode(json, row);

    assertNumbers(row);
  }

  private static GenericData.Record record() {
    GenericData.Record record = new GenericData.Record(SCHEMA);
    record.put("a_b", 1.0);
    record.put("a_b_2", 2.0);
    record.put("a_b_3", 3.0);
    record.put("y", 1);
    return record;
  }

  private static void assertNumbers(Row row) {
    assertThat(List.of(row.number(0), row.number(1), row.number(2))).containsExactly(1.0, 2.0, 3.0);
  }
}
