package io.gradstream.schema.row;

import static io.gradstream.schema.row.AvroBytes.framed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.AvroDeserializer;
import io.gradstream.schema.MockSchemaRegistries;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.WireFormat;
import io.gradstream.schema.registry.SchemaRegistry;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Records whose schema a header names, as Confluent's newer producers and Apicurio's write them.
 */
class SchemaIdHeadersTest {

  private static final Map<String, String> SETTINGS =
      Map.of("schema.registry.url", "mock://headers");
  private static final RowLayout LAYOUT =
      RowLayout.of(List.of("x"), List.of(), LabelRule.binary("y"));
  private static final Schema SCHEMA =
      SchemaBuilder.record("R").fields().requiredDouble("x").requiredInt("y").endRecord();

  private final SchemaRegistry registry = SchemaRegistries.from(SETTINGS);
  private final int id = registry.register("in-value", SCHEMA);
  private final AvroRowDecoder decoder = new AvroRowDecoder(LAYOUT, registry::of);
  private final Row row = new Row(LAYOUT);

  @AfterEach
  void drop() {
    MockSchemaRegistries.drop("headers");
  }

  @Test
  void anIdInConfluentsHeaderIsRead() throws Exception {
    assertReads(header("__value_schema_id", 0, 0, 0, 0, id));
  }

  @Test
  void aGuidInConfluentsHeaderIsRead() throws Exception {
    assertReads(new RecordHeaders().add("__value_schema_id", guid()));
  }

  @Test
  void theContentIdInApicuriosHeaderIsRead() throws Exception {
    byte[] contentId = ByteBuffer.allocate(8).putLong(id).array();

    assertReads(new RecordHeaders().add("apicurio.value.contentId", contentId));
  }

  @Test
  void withoutAHeaderOrWithANullOrOneOfTheKeyTheIdIsBeforeTheRecord() throws Exception {
    Headers headers =
        new RecordHeaders()
            .add("__value_schema_id", null)
            .add("__key_schema_id", new byte[] {1, 2, 3});

    decoder.decode(headers, framed(id, record()), row);

    assertThat(row.number(0)).isEqualTo(1.5);
    assertThat(new AvroDeserializer(SETTINGS).deserialize("in", headers, framed(id, record())))
        .isEqualTo(record());
  }

  @Test
  void whatNamesNoSchemaOfTheRegistryIsADeadLetterThatSaysWhich() {
    Headers unknown = header("__value_schema_id", 0, 0, 0, 0, 99);
    byte[] otherGuid = guid();
    otherGuid[16]++;

    assertRefused(unknown, Reason.UNKNOWN_SCHEMA_ID, "99");
    assertRefused(
        new RecordHeaders().add("__value_schema_id", otherGuid),
        Reason.UNKNOWN_SCHEMA_ID,
        "schema GUID");
    assertRefused(
        header("apicurio.value.globalId", 0, 0, 0, 0, 0, 0, 0, 1),
        Reason.NOT_AVRO,
        "apicurio.registry.use-id=contentId");
    assertRefused(header("__value_schema_id"), Reason.NOT_AVRO, "is empty");
    assertRefused(header("__value_schema_id", 0, 1), Reason.NOT_AVRO, "has 2 bytes");
    assertRefused(
        header("apicurio.value.contentId", 1, 0, 0, 0, 0, 0, 0, 1), Reason.NOT_AVRO, "8 bytes");
  }

  @Test
  void aRecordThatIsCutIsMalformedAndNamesTheSchemaByItsGuid() {
    Headers headers = new RecordHeaders().add("__value_schema_id", guid());

    assertThatThrownBy(() -> decoder.decode(headers, new byte[3], row))
        .isInstanceOf(BadRecordException.class)
        .extracting(it -> ((BadRecordException) it).reason())
        .isEqualTo(Reason.MALFORMED);
  }

  private void assertReads(Headers headers) throws Exception {
    byte[] framed = framed(id, record());
    byte[] body = Arrays.copyOfRange(framed, WireFormat.HEADER_LENGTH, framed.length);

    decoder.decode(headers, body, row);

    assertThat(row.number(0)).isEqualTo(1.5);
    assertThat(new AvroDeserializer(SETTINGS).deserialize("in", headers, body)).isEqualTo(record());
  }

  private void assertRefused(Headers headers, Reason reason, String message) {
    assertThatThrownBy(() -> decoder.decode(headers, framed(id, record()), row))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining(message)
        .extracting(it -> ((BadRecordException) it).reason())
        .isEqualTo(reason);
  }

  /** The MD5 of the schema's text, as Confluent's registry has it. */
  private static byte[] guid() {
    try {
      byte[] hash = MessageDigest.getInstance("MD5").digest(SCHEMA.toString().getBytes("UTF-8"));
      return ByteBuffer.allocate(17).put((byte) 1).put(hash).array();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Headers header(String name, int... bytes) {
    byte[] value = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      value[i] = (byte) bytes[i];
    }
    return new RecordHeaders().add(name, value);
  }

  private static GenericRecord record() {
    GenericRecord record = new GenericData.Record(SCHEMA);
    record.put("x", 1.5);
    record.put("y", 1);
    return record;
  }
}
