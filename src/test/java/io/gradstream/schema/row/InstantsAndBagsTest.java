package io.gradstream.schema.row;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.framed;
import static io.gradstream.schema.row.AvroBytes.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.Bag;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsAndBagsTest {

  private static final RowLayout TIME =
      RowLayout.of(List.of(), List.of(), List.of("t"), List.of(), LabelRule.binary("y"));
  private static final RowLayout BAG =
      RowLayout.of(List.of(), List.of(), List.of(), List.of("l"), LabelRule.binary("y"));
  private static final RowLayout NESTED =
      RowLayout.of(List.of(), List.of(), List.of("o.t"), List.of("o.l"), LabelRule.binary("y"));

  @ParameterizedTest
  @CsvSource({
    "timestamp-millis, 1357017300123, 2013-01-01T05:15:00.123Z",
    "timestamp-micros, 1357017300123999, 2013-01-01T05:15:00.123Z",
    "timestamp-nanos, 1357017300123999999, 2013-01-01T05:15:00.123Z",
    "timestamp-micros, -1, 1969-12-31T23:59:59.999Z",
    "local-timestamp-millis, 1357017300123, 2013-01-01T05:15:00.123Z",
    "local-timestamp-micros, 1357017300123999, 2013-01-01T05:15:00.123Z",
    "local-timestamp-nanos, 1357017300123999999, 2013-01-01T05:15:00.123Z",
    "none, 1357017300, 2013-01-01T05:15:00Z",
    "none, 1357017300123, 2013-01-01T05:15:00.123Z"
  })
  void timestampsAreReadToTheMillisecond(String type, long value, Instant time) throws Exception {
    String long1 = type.equals("none") ? "'long'" : "{'type':'long','logicalType':'" + type + "'}";

    assertThat(time(long1, value)).isEqualTo(time);
    assertThat(time("['null'," + long1 + "]", value)).isEqualTo(time);
  }

  @Test
  void aDateIsItsStartInUtc() throws Exception {
    assertThat(time("{'type':'int','logicalType':'date'}", 15_706))
        .isEqualTo("2013-01-01T00:00:00Z");
  }

  @Test
  void aTextIsReadAsIso8601OrAsANumber() throws Exception {
    assertThat(time("'string'", "2013-01-01T05:15+01:00")).isEqualTo("2013-01-01T04:15:00Z");
    assertThat(time("'string'", "1357017300")).isEqualTo("2013-01-01T05:15:00Z");
    assertThat(time("'double'", 1357017300.5)).isEqualTo("2013-01-01T05:15:00.500Z");
  }

  @Test
  void nullAndWhatIsNotFiniteAreMissing() throws Exception {
    Schema nullable = record("t:['null','string']");
    Schema number = record("t:double");

    assertThat(row(TIME, nullable, datum(nullable, (Object) null)).instant(0))
        .isEqualTo(Row.NO_INSTANT);
    assertThat(row(TIME, number, datum(number, Double.NaN)).instant(0)).isEqualTo(Row.NO_INSTANT);
    assertThat(json(TIME, "{\"t\": null}").instant(0)).isEqualTo(Row.NO_INSTANT);
    assertThat(json(TIME, "{\"t\": \"NaN\"}").instant(0)).isEqualTo(Row.NO_INSTANT);
  }

  @Test
  void whatIsNoTimeIsABadRecordThatSaysWhy() {
    assertThatThrownBy(() -> time("'string'", "05:15"))
        .isInstanceOf(BadRecordException.class)
        .hasMessageStartingWith(
            "field t is \"05:15\" in a record of schema 7, which is not a time such as 2013-01-31");
    assertThatThrownBy(() -> time("'long'", 1_357_017_300_000_000L))
        .hasMessageContaining("1357017300000000 in a record of schema 7, which is beyond the year");
    assertThatThrownBy(() -> json(TIME, "{\"t\": \"soon\"}"))
        .hasMessageStartingWith("field t is \"soon\", which is not a time such as");
    assertThatThrownBy(() -> json(TIME, "{\"t\": 1e300}"))
        .hasMessageStartingWith("field t is \"1e300\", which is beyond the year");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'int','logicalType':'time-millis'}",
        "{'type':'long','logicalType':'time-micros'}",
        "{'type':'string','logicalType':'uuid'}",
        "'boolean'",
        "'bytes'",
        "{'type':'array','items':'long'}"
      })
  void aTypeWithoutADateIsRefused(String type) {
    Schema schema = record("t:" + type);
    RowLayout none = RowLayout.of(List.of(), List.of(), LabelRule.binary("y"));

    assertThat(FieldCheck.of(none, 7, schema, schema).get(0).problems()).hasSize(1); // the label
    assertThat(FieldCheck.of(TIME, 7, schema, schema).get(0).problems())
        .singleElement()
        .asString()
        .contains("; a point in time must be a timestamp, a date, a number of seconds");
  }

  @Test
  void anArraysItemsAreTheCategoriesThatFieldsOfTheirTypesWouldBe() throws Exception {
    assertThat(bag("'string'", List.of("a", "", "a"))).containsExactly("a", "", "a");
    assertThat(bag("'long'", List.of(7L, -12L))).containsExactly("7", "-12");
    assertThat(bag("'double'", List.of(7.0, 0.5))).containsExactly("7", "0.5");
    assertThat(bag("'boolean'", List.of(true, false))).containsExactly("true", "false");
    assertThat(bag("'bytes'", List.of(ByteBuffer.wrap(new byte[] {65})))).containsExactly("A");
    assertThat(bag("['null','int','string']", Arrays.asList(1, null, "x")))
        .containsExactly("1", "x");
    Schema symbols = AvroBytes.schema("{'type':'enum','name':'E','symbols':['A','B']}");
    List<Object> both =
        List.of(new GenericData.EnumSymbol(symbols, "B"), new GenericData.EnumSymbol(symbols, "A"));
    assertThat(bag(symbols.toString(), both)).containsExactly("B", "A");
  }

  @Test
  void anItemsHashIsThatOfTheCategoryInAFieldOfTheName() throws Exception {
    Schema list = record("l:{'type':'array','items':'int'}");
    RowLayout one = RowLayout.of(List.of(), List.of("l"), LabelRule.binary("y"));
    Schema single = record("l:string");

    assertThat(row(BAG, list, datum(list, List.of(5))).bag(0).hash(0))
        .isEqualTo(row(one, single, datum(single, "5")).category(0));
  }

  @Test
  void anEmptyArrayIsNotAMissingOne() throws Exception {
    Schema schema = record("l:['null',{'type':'array','items':'int'}]");

    assertThat(row(BAG, schema, datum(schema, List.of())).bag(0).isMissing()).isFalse();
    assertThat(row(BAG, schema, datum(schema, (Object) null)).bag(0).isMissing()).isTrue();
    assertThat(json(BAG, "{\"l\": []}").bag(0).isMissing()).isFalse();
    assertThat(json(BAG, "{\"l\": null}").bag(0).isMissing()).isTrue();
  }

  @Test
  void longArraysInBlocksThatTellTheirSizeAreRead() throws Exception {
    Schema schema = record("l:{'type':'array','items':'int'}", "y:int");
    List<Integer> many = IntStream.range(0, 30_000).boxed().toList();
    Row row = new Row(BAG);
    new AvroRowDecoder(BAG, id -> schema).decode(framed(7, datum(schema, many, 1), true), row);

    assertThat(texts(row.bag(0))).isEqualTo(many.stream().map(String::valueOf).toList());
    assertThat(row.label()).isEqualTo(1);
  }

  @Test
  void endlessArraysOfItemsWithoutBytesAreMalformed() {
    Schema schema = record("l:{'type':'array','items':{'type':'fixed','name':'F','size':0}}");
    byte[] value = {0, 0, 0, 0, 7, -2, -1, -1, -1, -1, -1, -1, -1, -1, 1, 0};

    assertThatThrownBy(() -> new AvroRowDecoder(BAG, id -> schema).decode(value, new Row(BAG)))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("an array has more than 1048576 items");
  }

  @Test
  void whatIsNoArrayIsNoBag() {
    Schema schema = record("l:string");

    assertThatThrownBy(() -> row(BAG, schema, datum(schema, "a")))
        .hasMessage(
            "field l is of type string in schema 7; several categories at once must be an array");
    assertThatThrownBy(() -> json(BAG, "{\"l\": \"a\"}"))
        .hasMessage("field l is a string; several categories at once must be an array");
    assertThatThrownBy(() -> json(BAG, "{\"l\": [1, [2]]}"))
        .hasMessage("field l is an array; a category must not be an object or array");
  }

  @Test
  void jsonArraysHoldWhatACategoryMayBe() throws Exception {
    assertThat(texts(json(BAG, "{\"l\": [\"a\", null, 7, 7.0, -0, 0.5, true, NaN]}").bag(0)))
        .containsExactly("a", "7", "7", "0", "0.5", "true");
  }

  @Test
  void pathsLeadToTimesAndArrays() throws Exception {
    Schema schema =
        record(
            "o:{'type':'record','name':'O','fields':[{'name':'t','type':'long'},"
                + "{'name':'l','type':{'type':'array','items':'string'}}]}");
    Schema inner = schema.getField("o").schema();
    Row avro = row(NESTED, schema, datum(schema, datum(inner, 1357017300L, List.of("a"))));
    Row json = json(NESTED, "{\"o\": {\"t\": 1357017300, \"l\": [\"a\"]}}");

    for (Row row : List.of(avro, json)) {
      assertThat(Instant.ofEpochMilli(row.instant(0))).isEqualTo("2013-01-01T05:15:00Z");
      assertThat(texts(row.bag(0))).containsExactly("a");
    }
  }

  private static Instant time(String type, Object value) throws Exception {
    Schema schema = record("t:" + type);
    return Instant.ofEpochMilli(row(TIME, schema, datum(schema, value)).instant(0));
  }

  private static List<String> bag(String items, List<?> values) throws Exception {
    Schema schema = record("l:{'type':'array','items':" + items + "}");
    return texts(row(BAG, schema, datum(schema, values)).bag(0));
  }

  private static List<String> texts(Bag bag) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < bag.size(); i++) {
      texts.add(new String(bag.text(i, 100), UTF_8));
    }
    return texts;
  }

  private static Row row(RowLayout layout, Schema schema, GenericRecord record)
      throws BadRecordException {
    Row row = new Row(layout);
    new AvroRowDecoder(layout, id -> schema).decode(framed(7, record), row);
    return row;
  }

  private static Row json(RowLayout layout, String text) throws BadRecordException {
    Row row = new Row(layout);
    new JsonRowDecoder(layout).decode(text.getBytes(UTF_8), row);
    return row;
  }
}
