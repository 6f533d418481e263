package io.gradstream.schema.row;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.framed;
import static io.gradstream.schema.row.AvroBytes.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.WireFormat;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes of a database's rows as Debezium writes them, and nulls where a record is expected. */
class EnvelopeTest {

  private static final RowLayout LAYOUT =
      RowLayout.of(
          List.of("amount"),
          List.of("kind", "source.table"),
          List.of(),
          List.of("tags"),
          LabelRule.binary("bad"));

  private static final Schema ROW =
      SchemaBuilder.record("Value")
          .fields()
          .requiredDouble("amount")
          .requiredString("kind")
          .name("tags")
          .type()
          .array()
          .items()
          .stringType()
          .noDefault()
          .optionalInt("bad")
          .endRecord();

  private static final Schema CHANGE =
      SchemaBuilder.record("Envelope")
          .fields()
          .name("before")
          .type()
          .unionOf()
          .nullType()
          .and()
          .type(ROW)
          .endUnion()
          .nullDefault()
          .name("after")
          .type()
          .unionOf()
          .nullType()
          .and()
          .type(ROW)
          .endUnion()
          .nullDefault()
          .name("source")
          .type(record("table:string"))
          .noDefault()
          .requiredString("op")
          .endRecord();

  private final Row row = new Row(LAYOUT);
  private final AvroRowDecoder avro =
      new AvroRowDecoder(LAYOUT, Envelope.DEBEZIUM, id -> CHANGE, ReaderSchemas.asWritten());
  private final JsonRowDecoder json = new JsonRowDecoder(LAYOUT, Envelope.DEBEZIUM);

  @Test
  void theRowOfAChangeIsReadByTheNamesOfItsFields() throws Exception {
    avro.decode(framed(1, change("c", null, values(10.5, 1))), row);
    assertReads(10.5, 1);
    long hash = row.category(0);
    long tag = row.bag(0).hash(0);

    decode("{'before': null, 'after': %s, 'source': {'table': 't'}, 'op': 'c'}", 10.5);
    assertReads(10.5, 1);
    assertThat(row.category(0)).isEqualTo(hash);
    assertThat(row.bag(0).hash(0)).isEqualTo(tag);

    decode("{'schema': {'x': 1}, 'payload': {'after': %s, 'source': {'table': 't'}}}", 11);
    assertReads(11, 1);
  }

  @Test
  void hashesAreThoseOfTheSameRowWithoutItsEnvelope() throws Exception {
    avro.decode(framed(1, change("u", values(1, 0), values(10.5, 1))), row);
    RowLayout plain =
        RowLayout.of(List.of(), List.of("kind"), List.of(), List.of("tags"), LAYOUT.label());
    Row flat = new Row(plain);

    new AvroRowDecoder(plain, id -> ROW).decode(framed(1, values(10.5, 1)), flat);

    assertThat(row.category(0)).isEqualTo(flat.category(0));
    assertThat(row.bag(0).hash(0)).isEqualTo(flat.bag(0).hash(0));
  }

  @Test
  void aDeleteIsADeadLetterOfItsOwnReason() {
    assertRefused(
        () -> avro.decode(framed(1, change("d", values(1, 0), null)), row), Reason.DELETED);
    assertRefused(() -> decode("{'before': %s, 'after': null, 'op': 'd'}", 1), Reason.DELETED);
    assertRefused(
        () -> decode("{'payload': {'before': %s, 'after': null, 'op': 'd'}}", 1), Reason.DELETED);
  }

  @Test
  void whatIsNoChangeOfARowIsADeadLetterThatSaysSo() {
    assertRefused(() -> decode("%s", 1), Reason.FIELD_MISSING);
    assertRefused(() -> decode("{'op': 't'}", 1), Reason.FIELD_MISSING);
    assertRefused(() -> decode("{'schema': {}, 'payload': null}", 1), Reason.TOMBSTONE);
    AvroRowDecoder flat =
        new AvroRowDecoder(LAYOUT, Envelope.DEBEZIUM, id -> ROW, ReaderSchemas.asWritten());
    assertThatThrownBy(() -> flat.decode(framed(1, values(1, 0)), row))
        .hasMessageContaining("no field after.amount (nearest: amount)");
  }

  @Test
  void afterMayBeWrittenAndOneFieldNotTwice() throws Exception {
    RowLayout named = RowLayout.of(List.of("after.amount"), List.of(), LabelRule.binary("bad"));
    Row same = new Row(named);
    new AvroRowDecoder(named, Envelope.DEBEZIUM, id -> CHANGE, ReaderSchemas.asWritten())
        .decode(framed(1, change("c", null, values(7, 1))), same);
    assertThat(same.number(0)).isEqualTo(7);
    RowLayout twice = RowLayout.of(List.of("amount", "after.amount"), List.of(), LAYOUT.label());

    assertThatThrownBy(() -> new JsonRowDecoder(twice, Envelope.DEBEZIUM))
        .hasMessageContaining("amount is named twice");
  }

  @Test
  void theFieldsOfTheRowAloneAreChosenAndDeletesAreNoProblemOfTheSchema() {
    assertThat(AutoFeatures.of(CHANGE, Envelope.DEBEZIUM, Set.of("bad"), false).features())
        .flatExtracting(feature -> feature.numbers())
        .containsExactly("amount");
    assertThat(FieldCheck.of(LAYOUT, Envelope.DEBEZIUM, 1, CHANGE, CHANGE))
        .allSatisfy(check -> assertThat(check.problems()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void theNullOfAUnionThatTheSchemaIsIsATombstone(boolean labelled) throws Exception {
    Schema one = labelled ? record("x:double", "y:int") : record("x:double");
    Schema union = Schema.createUnion(Schema.create(Schema.Type.NULL), one);
    RowLayout layout = RowLayout.of(List.of("x"), List.of(), LabelRule.binary("y"));
    AvroRowDecoder decoder = new AvroRowDecoder(layout, id -> union);
    AvroRowDecoder later = new AvroRowDecoder(layout, id -> union, AvroBytes.readAs(one));
    Row target = new Row(layout);
    GenericRecord value = labelled ? datum(one, 1.0, 1) : datum(one, 1.0);
    byte[] inUnion = inUnion(framed(5, value));
    byte[] nothing = new byte[WireFormat.HEADER_LENGTH + 1];

    decoder.decode(inUnion, target);
    assertThat(target.number(0)).isEqualTo(1);
    later.decode(inUnion, target);
    assertThat(target.number(0)).isEqualTo(1);
    assertRefused(() -> decoder.decode(nothing, target), Reason.TOMBSTONE);
    assertRefused(() -> later.decode(nothing, target), Reason.TOMBSTONE);
    assertThat(FieldCheck.of(layout, 5, union, union).get(0).problems()).isEmpty();
  }

  /** Puts the index of the second branch before the record. */
  private static byte[] inUnion(byte[] framed) {
    byte[] longer = new byte[framed.length + 1];
    System.arraycopy(framed, 0, longer, 0, WireFormat.HEADER_LENGTH);
    longer[WireFormat.HEADER_LENGTH] = 2;
    System.arraycopy(
        framed,
        WireFormat.HEADER_LENGTH,
        longer,
        WireFormat.HEADER_LENGTH + 1,
        framed.length - WireFormat.HEADER_LENGTH);
    return longer;
  }

  private void assertReads(double amount, double label) {
    assertThat(row.number(0)).isEqualTo(amount);
    assertThat(new String(row.categoryText(0, 9), UTF_8)).isEqualTo("a");
    assertThat(new String(row.categoryText(1, 9), UTF_8)).isEqualTo("t");
    assertThat(row.bag(0).size()).isEqualTo(1);
    assertThat(row.label()).isEqualTo(label);
  }

  private interface Decoding {
    void run() throws BadRecordException;
  }

  private static void assertRefused(Decoding decoding, Reason reason) {
    BadRecordException refused =
        catchThrowableOfType(BadRecordException.class, () -> decoding.run());
    assertThat(refused.reason()).isEqualTo(reason);
  }

  private void decode(String change, double amount) throws BadRecordException {
    String values = "{'amount': %s, 'kind': 'a', 'tags': ['p'], 'bad': 1}".formatted(amount);
    json.decode(change.formatted(values).replace('\'', '"').getBytes(UTF_8), row);
  }

  private static GenericRecord change(String op, GenericRecord before, GenericRecord after) {
    GenericRecord source = datum(CHANGE.getField("source").schema(), "t");
    return datum(CHANGE, before, after, source, op);
  }

  private static GenericRecord values(double amount, int bad) {
    return datum(ROW, amount, "a", List.of("p"), bad);
  }
}
