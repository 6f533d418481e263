package io.gradstream.schema.row;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.framed;
import static io.gradstream.schema.row.AvroBytes.record;
import static io.gradstream.schema.row.AvroBytes.schema;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.registry.SchemaKey;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class AvroRowDecoderTest {

  private static final RowLayout LAYOUT =
      RowLayout.of(List.of("x"), List.of("c"), LabelRule.binary("y"));

  @Test
  void onlyTheNamedFieldsAreReadAndTheOthersPassedOver() throws Exception {
    Schema schema =
        record(
            "skipped:string",
            "x:double",
            "list:{'type':'array','items':'long'}",
            "c:string",
            "map:{'type':'map','values':'bytes'}",
            "y:int");
    Row row =
        decode(
            datum(schema, "text", 2.5, List.of(1L, 2L), "AA", Map.of("k", bytes("v")), 1), LAYOUT);

    assertThat(row.number(0)).isEqualTo(2.5);
    assertThat(row.categoryText(0, 64)).asString(UTF_8).isEqualTo("AA");
    assertThat(row.label()).isEqualTo(1);
  }

  @Test
  void nullIsAMissingValueAndNoLabel() throws Exception {
    Schema schema = record("x:['null','double']", "c:['string','null']", "y:['null','boolean']");

    Row row = decode(datum(schema, null, null, null), LAYOUT);

    assertThat(row.number(0)).isNaN();
    assertThat(row.category(0)).isEqualTo(Row.MISSING);
    assertThat(row.hasLabel()).isFalse();
  }

  @Test
  void nothingOfTheRecordBeforeStaysInTheRow() throws Exception {
    Schema schema = record("x:['null','double']", "c:['null','string']", "y:['null','int']");
    AvroRowDecoder decoder = new AvroRowDecoder(LAYOUT, id -> schema);
    Row row = new Row(LAYOUT);

    decoder.decode(framed(1, datum(schema, 1.0, "AA", 1)), row);
    decoder.decode(framed(1, datum(schema, null, null, null)), row);

    assertThat(row.number(0)).isNaN();
    assertThat(row.category(0)).isEqualTo(Row.MISSING);
    assertThat(row.hasLabel()).isFalse();
  }

  @Test
  void nothingOfAnyRecordStaysInTheRowOfOneThatIsRefused() throws Exception {
    Schema schema = record("x:double", "c:string", "y:int");
    AvroRowDecoder decoder = new AvroRowDecoder(LAYOUT, id -> schema);
    Row row = new Row(LAYOUT);
    byte[] value = framed(1, datum(schema, 1.0, "AA", 1));

    decoder.decode(value, row);
    assertThatThrownBy(() -> decoder.decode(Arrays.copyOf(value, value.length - 1), row))
        .isInstanceOf(BadRecordException.class);

    assertThat(row.number(0)).isNaN();
    assertThat(row.category(0)).isEqualTo(Row.MISSING);
    assertThat(row.hasLabel()).isFalse();
  }

  @Test
  void aRecordOfManyFieldsIsReadToItsEnd() throws Exception {
    String[] fields = new String[150];
    Object[] values = new Object[150];
    for (int i = 0; i < 150; i++) {
      fields[i] =
          "f" + i + ":" + (i % 3 == 0 ? "double" : i % 3 == 1 ? "long" : "['null','string']");
      values[i] = i % 3 == 0 ? (Object) (i + 0.5) : i % 3 == 1 ? (Object) (i * 1000L) : "t" + i;
    }
    RowLayout layout =
        RowLayout.of(List.of("f0", "f147", "f148"), List.of("f149"), LabelRule.number("f144"));

    Row row = decode(datum(record(fields), values), layout);

    assertThat(row.number(1)).isEqualTo(147.5);
    assertThat(row.number(2)).isEqualTo(148_000);
    assertThat(row.categoryText(0, 64)).asString(UTF_8).isEqualTo("t149");
    assertThat(row.label()).isEqualTo(144.5);
  }

  /** From some thousands of records on they are read by code made for the schema. */
  @Test
  void theTenThousandthRecordIsReadAndRefusedAsTheFirst() throws Exception {
    Schema schema = record("x:double", "c:string", "y:int");
    AvroRowDecoder decoder = new AvroRowDecoder(LAYOUT, id -> schema);
    Row row = new Row(LAYOUT);
    byte[] good = framed(1, datum(schema, 2.5, "AA", 1));
    byte[] cut = Arrays.copyOf(good, good.length - 2);
    String first = reason(decoder, cut, row);
    for (int i = 0; i < 10_000; i++) {
      decoder.decode(good, row);
    }
    assertThat(row.number(0)).isEqualTo(2.5);
    assertThat(row.categoryText(0, 64)).asString(UTF_8).isEqualTo("AA");
    assertThat(row.label()).isEqualTo(1);
    assertThat(reason(decoder, cut, row)).isEqualTo(first);
  }

  private static String reason(AvroRowDecoder decoder, byte[] value, Row row) {
    try {
      decoder.decode(value, row);
      return "none";
    } catch (BadRecordException e) {
      return e.getMessage();
    }
  }

  @Test
  void aLabelThatTheSchemaDoesNotHaveIsNoLabel() throws Exception {
    Row row = decode(datum(record("x:double", "c:string"), 1.0, "AA"), LAYOUT);

    assertThat(row.hasLabel()).isFalse();
  }

  @Test
  void aFieldCanBeANumberACategoryAndTheLabel() throws Exception {
    RowLayout layout = RowLayout.of(List.of("x"), List.of("x"), LabelRule.binary("x"));

    Row row = decode(datum(record("w:long", "x:['null','int']"), 77L, 1), layout);

    assertThat(row.number(0)).isEqualTo(1);
    assertThat(row.categoryText(0, 64)).asString(UTF_8).isEqualTo("1");
    assertThat(row.label()).isEqualTo(1);
  }

  @Test
  void nestedFieldsAreReachedByDottedPaths() throws Exception {
    Schema schema =
        record(
            "at:{'type':'record','name':'At','fields':["
                + "{'name':'code','type':'string'},"
                + "{'name':'wind','type':['null',{'type':'record','name':'Wind','fields':["
                + "{'name':'gust','type':'float'},{'name':'speed','type':'float'}]}]}]}",
            "y:int");
    RowLayout layout =
        RowLayout.of(List.of("at.wind.speed"), List.of("at.code"), LabelRule.binary("y"));
    Schema at = schema.getField("at").schema();
    Schema wind = at.getField("wind").schema().getTypes().get(1);

    Row row = decode(datum(schema, datum(at, "JFK", datum(wind, 9f, 4f)), 0), layout);
    Row calm = decode(datum(schema, datum(at, "JFK", null), 0), layout);

    assertThat(row.number(0)).isEqualTo(4);
    assertThat(row.categoryText(0, 64)).asString(UTF_8).isEqualTo("JFK");
    assertThat(calm.number(0)).isNaN();
  }

  @Test
  void aFieldOfTwoTypesIsReadByTheBranchThatItHas() throws Exception {
    Schema schema = record("x:['null','long','double']", "c:['int','string','null']", "y:boolean");

    Row whole = decode(datum(schema, 3L, "7", true), LAYOUT);
    Row broken = decode(datum(schema, 3.5, 7, false), LAYOUT);

    assertThat(whole.number(0)).isEqualTo(3);
    assertThat(broken.number(0)).isEqualTo(3.5);
    assertThat(broken.category(0)).isEqualTo(whole.category(0));
  }

  @Test
  void fixedBytesAndEnumsAreCategories() throws Exception {
    Schema schema =
        record(
            "f:{'type':'fixed','name':'F','size':2}",
            "b:bytes",
            "e:{'type':'enum','name':'E','symbols':['UP','DOWN']}");
    RowLayout layout =
        RowLayout.of(List.of(), List.of("f", "b", "e"), LabelRule.binary("e", Optional.of("DOWN")));
    GenericRecord record =
        datum(
            schema,
            new GenericData.Fixed(schema.getField("f").schema(), "fx".getBytes(UTF_8)),
            bytes("by"),
            new GenericData.EnumSymbol(schema.getField("e").schema(), "DOWN"));

    Row row = decode(record, layout);

    assertThat(row.categoryText(0, 64)).asString(UTF_8).isEqualTo("fx");
    assertThat(row.categoryText(1, 64)).asString(UTF_8).isEqualTo("by");
    assertThat(row.categoryText(2, 64)).asString(UTF_8).isEqualTo("DOWN");
    assertThat(row.label()).isEqualTo(1);
  }

  @Test
  void producersMayEvolveTheirSchemaFromRecordToRecord() throws Exception {
    Schema old = record("x:int", "c:string", "y:int");
    Schema next = record("y:boolean", "new:string", "c:int", "x:double");
    AvroRowDecoder decoder =
        new AvroRowDecoder(LAYOUT, id -> id.equals(new SchemaKey.Id(1)) ? old : next);
    Row row = new Row(LAYOUT);

    for (int i = 0; i < 3; i++) {
      decoder.decode(framed(1, datum(old, i, "9", 1)), row);
      long category = row.category(0);
      assertThat(row.number(0)).isEqualTo(i);

      decoder.decode(framed(2, datum(next, false, "", 9, i + 0.5)), row);
      assertThat(row.number(0)).isEqualTo(i + 0.5);
      assertThat(row.category(0)).isEqualTo(category);
      assertThat(row.label()).isZero();
    }
  }

  @Test
  void moreSchemasThanAreKeptAreCompiledAnew() throws Exception {
    Schema schema = record("x:double", "c:string", "y:int");
    AvroRowDecoder decoder = new AvroRowDecoder(LAYOUT, id -> schema);
    Row row = new Row(LAYOUT);

    for (int id = 2 * PlanCache.CAPACITY; id >= -5; id -= 3) {
      decoder.decode(framed(id, datum(schema, 1.0 * id, "AA", 1)), row);
      assertThat(row.number(0)).isEqualTo(id);
    }
  }

  @Test
  void aRecursiveSchemaIsCompiledAndPassedOver() throws Exception {
    Schema schema =
        schema(
            "{'type':'record','name':'Node','fields':[{'name':'next','type':['null','Node']},"
                + "{'name':'children','type':{'type':'array','items':'Node'}},"
                + "{'name':'x','type':'double'}]}");
    GenericRecord leaf = datum(schema, null, List.of(), 3.0);
    GenericRecord middle = datum(schema, leaf, List.of(leaf, leaf), 2.0);
    RowLayout layout =
        RowLayout.of(List.of("x", "next.x", "next.next.x"), List.of(), LabelRule.binary("y"));

    Row row = decode(datum(schema, middle, List.of(middle), 1.0), layout);

    assertThat(row.number(0)).isEqualTo(1);
    assertThat(row.number(1)).isEqualTo(2);
    assertThat(row.number(2)).isEqualTo(3);
  }

  @Test
  void bytesAfterTheRecordAreIgnored() throws Exception {
    Schema schema = record("x:double", "c:string", "y:int");
    byte[] value = framed(1, datum(schema, 1.0, "AA", 1));
    Row row = new Row(LAYOUT);

    new AvroRowDecoder(LAYOUT, id -> schema).decode(Arrays.copyOf(value, value.length + 7), row);

    assertThat(row.number(0)).isEqualTo(1);
  }

  @Test
  void aHugeCountOfThingsThatTakeNoBytesIsPassedOverAtOnce() throws Exception {
    Schema schema = record("a:{'type':'array','items':'null'}", "x:double", "c:string");
    byte[] value = new byte[5 + 10 + 1 + 8 + 1];
    Arrays.fill(value, 6, 14, (byte) 0xff);
    value[5] = (byte) 0xfe;
    value[14] = 1;
    Row row = new Row(LAYOUT);

    new AvroRowDecoder(LAYOUT, id -> schema).decode(value, row);

    assertThat(row.number(0)).isZero();
  }

  @Test
  void aRowOfAnotherLayoutIsAMistakeOfTheCaller() {
    AvroRowDecoder decoder = new AvroRowDecoder(LAYOUT, id -> record());
    Row other = new Row(RowLayout.of(List.of(), List.of(), LabelRule.binary("y")));

    assertThatThrownBy(() -> decoder.decode(null, other))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void decodingAllocatesNothing() throws Exception {
    Schema schema = record("skipped:string", "x:['null','double']", "c:string", "y:int");
    RowLayout layout = RowLayout.of(List.of("x", "y"), List.of("c", "y"), LabelRule.binary("y"));
    byte[] value = framed(1, datum(schema, "text", 1.5, "AA", 1));

    assertAllocatesNothing(new AvroRowDecoder(layout, id -> schema), layout, value);
  }

  @Test
  void resolvingAllocatesNothingEither() throws Exception {
    Schema writer = record("skipped:string", "old:['null','int']", "c:string", "y:int");
    Schema reader =
        schema(
            "{'type':'record','name':'R','fields':["
                + "{'name':'x','type':['null','float'],'aliases':['old']},"
                + "{'name':'c','type':'string'},{'name':'y','type':'long'},"
                + "{'name':'new','type':'string','default':'BB'}]}");
    RowLayout layout = RowLayout.of(List.of("x"), List.of("c", "new"), LabelRule.binary("y"));
    AvroRowDecoder decoder = new AvroRowDecoder(layout, id -> writer, AvroBytes.readAs(reader));

    assertAllocatesNothing(decoder, layout, framed(1, datum(writer, "text", 3, "AA", 1)));
  }

  @Test
  void labelsOfTextAndNumbersThatAreClassesAllocateNothingEither() throws Exception {
    Schema text = record("y:string");
    Schema number = record("y:int");
    RowLayout positive =
        RowLayout.of(List.of(), List.of(), LabelRule.binary("y", Optional.of("late")));
    RowLayout classes = RowLayout.of(List.of(), List.of(), LabelRule.classes("y", List.of(), 9));

    assertAllocatesNothing(
        new AvroRowDecoder(positive, id -> text), positive, framed(1, datum(text, "late")));
    assertAllocatesNothing(
        new AvroRowDecoder(classes, id -> number), classes, framed(1, datum(number, 7)));
  }

  private static void assertAllocatesNothing(AvroRowDecoder decoder, RowLayout layout, byte[] value)
      throws BadRecordException {
    Row row = new Row(layout);
    int times = 20_000;
    for (int i = 0; i < times; i++) { // compiles the plan, loads classes, warms up
      decoder.decode(value, row);
    }

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    for (int i = 0; i < times; i++) {
      decoder.decode(value, row);
    }
    long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());

    assertThat(after - before).as("bytes for %d rows", times).isLessThan(times);
  }

  private static Row decode(GenericRecord record, RowLayout layout) throws BadRecordException {
    Row row = new Row(layout);
    new AvroRowDecoder(layout, id -> record.getSchema()).decode(framed(1, record), row);
    return row;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
