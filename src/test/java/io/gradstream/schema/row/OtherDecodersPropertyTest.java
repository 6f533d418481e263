package io.gradstream.schema.row;

import static io.gradstream.schema.row.AvroRowDecoderPropertyTest.layout;
import static io.gradstream.schema.row.AvroRowDecoderPropertyTest.outcome;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.JsonSerializer;
import io.gradstream.schema.LogicalTypes;
import io.gradstream.schema.WireFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;

/** The decoders of other formats against the one of Avro. */
class OtherDecodersPropertyTest {

  private static final int SCHEMA_ID = 3;

  @Property
  void aDeserializersRecordGivesTheRowOfItsAvro(@ForAll long seed) {
    Random random = new Random(seed);
    RandomAvro avro = new RandomAvro(random);
    Schema schema = avro.record();
    RowLayout layout = layout(schema, random);
    GenericRecord record = avro.datum(schema);

    List<Object> expected = avro(layout, record);
    assertThat(reasonOrRow(generic(layout, (topic, bytes) -> record)))
        .as("%s%nof %s", layout, schema)
        .isEqualTo(reasonOrRow(expected));
  }

  @Property
  void aRecordOfTheJdksOwnTypesGivesTheSameRow(@ForAll long seed) {
    Random random = new Random(seed);
    RandomAvro avro = new RandomAvro(random);
    Schema schema = avro.record();
    RowLayout layout = layout(schema, random);
    GenericRecord record = avro.datum(schema);
    byte[] value = AvroBytes.framed(SCHEMA_ID, record);

    List<Object> actual = generic(layout, (topic, bytes) -> converted(schema, value));
    boolean beyondTheType = actual.get(0) == Reason.MALFORMED; // a time in the year 292277
    assertThat(beyondTheType || reasonOrRow(actual).equals(reasonOrRow(avro(layout, record))))
        .as("%s%nof %s is %s", layout, schema, actual)
        .isTrue();
  }

  @Property
  void anObjectGivesTheRowOfTheSameRecordInAvro(@ForAll long seed) {
    Random random = new Random(seed);
    Schema schema =
        AvroBytes.record(
            "x:double",
            "n:long",
            "b:boolean",
            "s:string",
            "y:int",
            "t:double",
            "u:string",
            "l:{'type':'array','items':['null','long']}",
            "w:{'type':'array','items':'string'}");
    GenericRecord record =
        AvroBytes.datum(
            schema,
            random.nextInt(9) == 0
                ? Double.NaN
                : random.nextGaussian() * Math.exp(random.nextInt(80) - 40),
            random.nextLong() >> random.nextInt(64),
            random.nextBoolean(),
            text(random),
            random.nextInt(3),
            random.nextGaussian() * Math.exp(random.nextInt(40)),
            random.nextInt(3) == 0 ? "no time" : "2013-01-31T05:15:00.5Z",
            Arrays.asList(random.nextLong(), null, 0L).subList(0, random.nextInt(4)),
            List.of(text(random), text(random)).subList(0, random.nextInt(3)));
    RowLayout layout =
        RowLayout.of(
            List.of("x", "n", "b"),
            List.of("x", "n", "b", "s", "y"),
            random.nextBoolean() ? List.of("t", "u", "n") : List.of(),
            List.of("l", "w"),
            LabelRule.binary("y"));
    byte[] json = new JsonSerializer().serialize("t", record);

    assertThat(reasonOrRow(json(layout, json)))
        .as(new String(json, UTF_8))
        .isEqualTo(reasonOrRow(avro(layout, record)));
  }

  @Property
  void brokenJsonIsABadRecordAndNothingWorse(@ForAll long seed) {
    Random random = new Random(seed);
    RowLayout layout =
        RowLayout.of(
            List.of("x", "o.x"), List.of("c"), List.of("t"), List.of("w"), LabelRule.binary("y"));
    byte[] value =
        ("{\"x\": 1.5e3, \"o\": {\"x\": -7, \"z\": [1, {\"a\": null}]}, \"c\": \"Z\\u00fc\\n"
                + text(random)
                + "\", \"y\": true, \"t\": \"2013-01-31\", \"w\": [1, null, \"a\"]}")
            .getBytes(UTF_8);
    for (int i = 0; i < 20; i++) {
      byte[] broken = Arrays.copyOf(value, random.nextInt(value.length + 3));
      for (int change = random.nextInt(4); change > 0 && broken.length > 0; change--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      json(layout, broken); // fails for anything but a row or a bad record
    }
  }

  private static String text(Random random) {
    return List.of("", "true", "Zürich 🚀", "a\"\\b\u0000", "NaN", "7").get(random.nextInt(6));
  }

  private static List<Object> avro(RowLayout layout, GenericRecord record) {
    byte[] value = AvroBytes.framed(SCHEMA_ID, record);
    return outcome(
        () -> decoded(new AvroRowDecoder(layout, id -> record.getSchema()), layout, value));
  }

  private static List<Object> generic(RowLayout layout, Deserializer<GenericRecord> records) {
    return outcome(
        () ->
            decoded(
                new GenericRecordDecoder("input.deserializer", layout, Envelope.NONE, "t", records),
                layout,
                new byte[1]));
  }

  private static List<Object> json(RowLayout layout, byte[] value) {
    return outcome(() -> decoded(new JsonRowDecoder(layout), layout, value));
  }

  private static Row decoded(RowDecoder decoder, RowLayout layout, byte[] value)
      throws BadRecordException {
    Row row = new Row(layout);
    decoder.decode(new RecordHeaders(), value, row);
    return row;
  }

  /** Messages name the schema each in its way. */
  private static List<Object> reasonOrRow(List<Object> outcome) {
    return outcome.get(0) instanceof Reason ? outcome.subList(0, 1) : outcome;
  }

  private static GenericRecord converted(Schema schema, byte[] value) {
    GenericData data = LogicalTypes.converting();
    int from = WireFormat.HEADER_LENGTH;
    try {
      return new GenericDatumReader<GenericRecord>(schema, schema, data)
          .read(null, DecoderFactory.get().binaryDecoder(value, from, value.length - from, null));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
