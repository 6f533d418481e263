package io.gradstream.schema.row;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.framed;
import static io.gradstream.schema.row.AvroBytes.record;
import static io.gradstream.schema.row.AvroBytes.schema;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.WireFormat;
import io.gradstream.schema.registry.SchemaKey;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroRowDecoderRejectsTest {

  private static final RowLayout LAYOUT =
      RowLayout.of(List.of("x"), List.of("c"), LabelRule.binary("y"));

  @Test
  void aTombstoneIsRejected() {
    assertRejected(null, id -> record(), Reason.TOMBSTONE, "null");
  }

  @ParameterizedTest
  @CsvSource({
    "'', is empty",
    "'{\"x\": 1}', has 8 bytes and begins with 0x7b",
    "'\0\0\0\0', has 4 bytes and begins with 0x00"
  })
  void whatIsNotFramedIsNotAvro(String value, String message) {
    assertRejected(value.getBytes(UTF_8), id -> record(), Reason.NOT_AVRO, message);
  }

  @Test
  void aHeaderThatNamesNoSchemaIsTheRecordsFaultAndItsBytesAreNotTakenForAFrame() {
    AvroRowDecoder decoder = new AvroRowDecoder(LAYOUT, id -> record());
    Row row = new Row(LAYOUT);
    Headers headers = new RecordHeaders().add("__value_schema_id", new byte[17]);
    byte[] body = {0, 0, 0, 0, 1, 2};

    assertThatThrownBy(() -> decoder.decode(headers, body, row))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContainingAll("__value_schema_id", "17 bytes", "GUID of 16")
        .extracting(it -> ((BadRecordException) it).reason())
        .isEqualTo(Reason.NOT_AVRO);
    assertThatThrownBy(() -> decoder.decode(headers, null, row)).hasMessage("the value is null");
  }

  @Test
  void anIdThatTheRegistryDoesNotHaveIsTheRecordsFault() {
    SchemaRegistry empty = new InMemorySchemaRegistry();

    assertRejected(WireFormat.header(12), empty::of, Reason.UNKNOWN_SCHEMA_ID, "12");
  }

  @Test
  void aSchemaOfAnotherKindIsNotAvro() {
    Function<SchemaKey, Schema> protobuf =
        id -> {
          throw SchemaRegistryException.notAvro("here", "of type PROTOBUF");
        };

    assertRejected(WireFormat.header(12), protobuf, Reason.NOT_AVRO, "of type PROTOBUF");
  }

  @Test
  void aRegistryThatIsAwayIsNotTheRecordsFault() {
    Function<SchemaKey, Schema> away =
        id -> {
          throw SchemaRegistryException.answered("here", 503, 503, "away");
        };
    AvroRowDecoder decoder = new AvroRowDecoder(LAYOUT, away);

    assertThatThrownBy(() -> decoder.decode(WireFormat.header(12), new Row(LAYOUT)))
        .isInstanceOfSatisfying(
            SchemaRegistryException.class, e -> assertThat(e.isRetriable()).isTrue());
  }

  @Test
  void everyMissingFeatureIsNamedWithTheNameThatComesNearest() {
    Schema schema = record("X1:double", "cc:string", "y:int", "unrelated:int");

    assertRejected(
        framed(7, datum(schema, 1.0, "AA", 1, 2)),
        id -> schema,
        Reason.FIELD_MISSING,
        "schema 7: no field x (nearest: X1); no field c (nearest: cc)");
  }

  @Test
  void aNumberThatIsATextIsRejectedWithTheTypesThatAreAllowed() {
    Schema schema = record("x:string", "c:string", "y:int");

    assertRejected(
        framed(7, datum(schema, "1.5", "AA", 1)),
        id -> schema,
        Reason.FIELD_TYPE,
        "field x is of type string in schema 7; a number must be int, long, float, double,"
            + " decimal or boolean");
  }

  @Test
  void onlyTheBranchThatCannotBeReadIsRejected() throws Exception {
    Schema schema = record("x:['null','string','double']", "c:string", "y:int");

    assertThat(decode(datum(schema, 1.5, "AA", 1)).number(0)).isEqualTo(1.5);
    assertThat(decode(datum(schema, null, "AA", 1)).number(0)).isNaN();
    assertRejected(
        framed(7, datum(schema, "1.5", "AA", 1)), id -> schema, Reason.FIELD_TYPE, "string");
  }

  @Test
  void anArrayIsNoCategoryAndBytesAreNoLabel() {
    Schema array = record("x:int", "c:{'type':'array','items':'string'}", "y:int");
    Schema bytes = record("x:int", "c:string", "y:bytes");

    assertRejected(
        framed(7, datum(array, 1, List.of("AA"), 1)), id -> array, Reason.FIELD_TYPE, "array");
    assertRejected(
        framed(7, datum(bytes, 1, "AA", bytes("1"))), id -> bytes, Reason.FIELD_TYPE, "bytes");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 2, 0.5, -1})
  void aNumberThatIsNoLabelIsRejected(double label) {
    Schema schema = record("x:double", "c:string", "y:double");

    assertRejected(
        framed(7, datum(schema, 1.0, "AA", label)),
        id -> schema,
        Reason.BAD_LABEL,
        "it must be 0, 1, true or false");
  }

  @Test
  void aTextThatIsNoLabelIsShownCut() {
    Schema schema = record("x:double", "c:string", "y:string");

    assertRejected(
        framed(7, datum(schema, 1.0, "AA", "maybe".repeat(30))),
        id -> schema,
        Reason.BAD_LABEL,
        "label y is \"" + "maybe".repeat(12) + "mayb...\"");
  }

  @Test
  void aHugeLengthIsMalformedAndReservesNothing() {
    Schema schema = record("c:bytes", "x:double");

    assertRejected(
        withBody(0xfe, 0xff, 0xff, 0xff, 0x0f), id -> schema, Reason.MALFORMED, "length");
    assertRejected(withBody(0x01), id -> schema, Reason.MALFORMED, "length -1");
  }

  @Test
  void nestingWithoutEndIsMalformedAndNoStackOverflow() {
    Schema schema =
        schema(
            "{'type':'record','name':'Node','fields':[{'name':'next','type':['null','Node']},"
                + "{'name':'x','type':'double'},{'name':'c','type':'string'}]}");
    byte[] value = new byte[200_000];
    Arrays.fill(value, 5, value.length, (byte) 2);

    assertRejected(value, id -> schema, Reason.MALFORMED, "nested deeper than");
  }

  @Test
  void indicesBooleansAndIntsOutOfRangeAreMalformed() {
    Schema union = record("x:['null','double']", "c:string");
    Schema symbol = record("x:int", "c:{'type':'enum','name':'E','symbols':['A']}");
    Schema flag = record("x:boolean", "c:string");
    Schema number = record("x:int", "c:string");

    assertRejected(withBody(4), id -> union, Reason.MALFORMED, "index 2 is not one of 2");
    assertRejected(withBody(0, 2), id -> symbol, Reason.MALFORMED, "index 1 is not one of 1");
    assertRejected(withBody(2, 0), id -> flag, Reason.MALFORMED, "boolean");
    assertRejected(
        withBody(0xfe, 0xff, 0xff, 0xff, 0x7f), id -> number, Reason.MALFORMED, "32 bits");
    assertRejected(
        withBody(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1),
        id -> number,
        Reason.MALFORMED,
        "64 bits");
  }

  private static Row decode(GenericRecord record) throws BadRecordException {
    Row row = new Row(LAYOUT);
    new AvroRowDecoder(LAYOUT, id -> record.getSchema()).decode(framed(1, record), row);
    return row;
  }

  private static void assertRejected(
      byte[] value, Function<SchemaKey, Schema> schemas, Reason reason, String message) {
    AvroRowDecoder decoder = new AvroRowDecoder(LAYOUT, schemas);
    BadRecordException thrown =
        catchThrowableOfType(
            BadRecordException.class, () -> decoder.decode(value, new Row(LAYOUT)));
    assertThat(thrown).isNotNull();
    assertThat(thrown.reason()).isEqualTo(reason);
    assertThat(thrown).hasMessageContaining(message);
    assertThat(thrown.getStackTrace()).isEmpty();
  }

  private static byte[] withBody(int... body) {
    byte[] value = new byte[WireFormat.HEADER_LENGTH + body.length];
    for (int i = 0; i < body.length; i++) {
      value[WireFormat.HEADER_LENGTH + i] = (byte) body[i];
    }
    return value;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
