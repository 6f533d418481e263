package io.gradstream.schema.row;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.framed;
import static io.gradstream.schema.row.AvroBytes.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.feature.place.Cyclic;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kafka Connect and Debezium note in {@code connect.name}. */
class ConnectTypesTest {

  private static final LabelRule LABEL = LabelRule.binary("y");
  private static final String DECIMAL = "org.apache.kafka.connect.data.Decimal";
  private static final String VARIABLE =
      "{'type':'record','name':'VariableScaleDecimal','namespace':'io.debezium.data','fields':["
          + "{'name':'scale','type':'int'},{'name':'value','type':'bytes'}],"
          + "'connect.name':'io.debezium.data.VariableScaleDecimal'}";

  @ParameterizedTest
  @CsvSource({
    "int, io.debezium.time.Date, 17522, 2017-12-22T00:00:00Z",
    "int, io.debezium.time.Date, -1, 1969-12-31T00:00:00Z",
    "int, org.apache.kafka.connect.data.Date, 17522, 2017-12-22T00:00:00Z",
    "long, io.debezium.time.Timestamp, 1513937730123, 2017-12-22T10:15:30.123Z",
    "long, io.debezium.time.Timestamp, 20171222, 1970-01-01T05:36:11.222Z",
    "long, io.debezium.time.MicroTimestamp, 1513937730123456, 2017-12-22T10:15:30.123Z",
    "long, io.debezium.time.MicroTimestamp, -1, 1969-12-31T23:59:59.999Z",
    "long, io.debezium.time.NanoTimestamp, 1513937730123456789, 2017-12-22T10:15:30.123Z",
    "long, org.apache.kafka.connect.data.Timestamp, 1513937730123, 2017-12-22T10:15:30.123Z",
    "int, io.debezium.time.Year, 2017, 2017-01-01T00:00:00Z"
  })
  void aNumberIsThePointInTimeThatConnectSaysItIs(
      String type, String name, long value, Instant time) throws Exception {
    Object written = type.equals("int") ? (Object) (int) value : (Object) value;

    assertThat(instant(named(type, name), written)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "io.debezium.time.ZonedTimestamp, 2017-12-22T10:15:30.123456Z, 2017-12-22T10:15:30.123Z",
    "io.debezium.time.ZonedTimestamp, 2017-12-22T10:15:30+02:00, 2017-12-22T08:15:30Z",
    "io.debezium.time.IsoTimestamp, 2017-12-22T10:15:30Z, 2017-12-22T10:15:30Z",
    "io.debezium.time.IsoDate, 2017-12-22, 2017-12-22T00:00:00Z"
  })
  void aZonedTextIsItsPointInTime(String name, String value, Instant time) throws Exception {
    assertThat(instant(named("string", name), value)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.debezium.time.Time",
        "io.debezium.time.MicroTime",
        "io.debezium.time.NanoTime",
        "io.debezium.time.MicroDuration",
        "org.apache.kafka.connect.data.Time"
      })
  void aTimeOfDayOrALengthOfTimeIsNoPointInTimeButANumber(String name) throws Exception {
    assertThatThrownBy(() -> instant(named("long", name), 5L))
        .hasMessageContaining("is of type " + name);
    assertThat(read(number(), named("long", name), 5L).number(0)).isEqualTo(5);
  }

  @Test
  void aDecimalWhoseScaleDiffersIsItsValue() throws Exception {
    GenericRecord value = datum(AvroBytes.schema(VARIABLE), 2, ByteBuffer.wrap(unscaled("12345")));

    assertThat(read(number(), VARIABLE, value).number(0)).isEqualTo(123.45);
    assertThat(category(VARIABLE, value)).isEqualTo("123.45");
    assertThat(read(number(), "['null'," + VARIABLE + "]", value).number(0)).isEqualTo(123.45);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'connect.parameters':{'scale':'3'}",
        "'scale':3,'precision':1,'logicalType':'decimal'"
      })
  void aDecimalOfConnectIsReadWithoutALogicalTypeThatCounts(String scale) throws Exception {
    String type = "{'type':'bytes',%s,'connect.name':'%s'}".formatted(scale, DECIMAL);

    assertThat(read(number(), type, ByteBuffer.wrap(unscaled("-1500"))).number(0)).isEqualTo(-1.5);
    assertThat(category(type, ByteBuffer.wrap(unscaled("-1500")))).isEqualTo("-1.5");
  }

  @Test
  void aStructIsReadByThePathsOfItsFields() throws Exception {
    String point =
        "{'type':'record','name':'Point','fields':[{'name':'x','type':'double'},"
            + "{'name':'y','type':'double'}],'connect.name':'io.debezium.data.geometry.Point'}";
    RowLayout layout = RowLayout.of(List.of("f.x"), List.of(), LABEL);

    assertThat(read(layout, point, datum(AvroBytes.schema(point), 1.5, 2.5)).number(0))
        .isEqualTo(1.5);
  }

  @Test
  void encodersAreChosenByWhatConnectSays() {
    Schema schema =
        AvroBytes.schema(
            ("{'type':'record','name':'R','fields':[{'name':'d','type':%s},{'name':'t','type':%s},"
                    + "{'name':'z','type':%s},{'name':'v','type':%s},{'name':'u','type':%s}]}")
                .formatted(
                    named("int", "io.debezium.time.Date"),
                    named("long", "io.debezium.time.MicroTimestamp"),
                    named("string", "io.debezium.time.ZonedTimestamp"),
                    VARIABLE,
                    named("string", "io.debezium.data.Uuid")));

    AutoFeatures chosen = AutoFeatures.of(schema, Envelope.NONE, Set.of("y"), true);

    assertThat(chosen.features())
        .filteredOn(Cyclic.class::isInstance)
        .flatExtracting(feature -> feature.instants())
        .containsExactly("d", "t", "z");
    assertThat(chosen.features().get(0).numbers()).containsExactly("v");
    assertThat(chosen.leftOut()).containsOnlyKeys("u");
  }

  @Test
  void aLogicalTypeBesideItsTypeIsWarnedOfWithHowToWriteIt() {
    Schema schema =
        AvroBytes.schema(
            "{'type':'record','name':'Visit','fields':["
                + "{'name':'d','type':'int','logicalType':'date'},"
                + "{'name':'x','type':'double'},{'name':'y','type':'int'}]}");
    RowLayout layout = RowLayout.of(List.of("x"), List.of(), List.of("d"), List.of(), LABEL);

    List<FieldCheck> checks = FieldCheck.of(layout, 7, schema, schema);

    assertThat(checks).allSatisfy(check -> assertThat(check.problems()).isEmpty());
    assertThat(checks.get(0).warnings()).isEmpty();
    assertThat(checks.get(1).warnings())
        .singleElement()
        .asString()
        .contains(
            "schema 7: field d has logicalType date beside its type",
            "a plain int",
            "{\"type\": \"int\", \"logicalType\": \"date\"}");
  }

  @Test
  void besideAUnionItIsWarnedOfUnlessItIsWithinToo() {
    FieldCheck check = dateOf("['null','int']");

    assertThat(check.warnings())
        .singleElement()
        .asString()
        .contains("a plain int; let", "[\"null\", {\"type\": \"int\", \"logicalType\": \"date\"}]");
    assertThat(dateOf("['null',{'type':'int','logicalType':'date'}]").warnings()).isEmpty();
  }

  private static FieldCheck dateOf(String type) {
    Schema schema =
        AvroBytes.schema(
            "{'type':'record','name':'Visit','fields':[{'name':'d','type':%s,'logicalType':'date'}]}"
                .formatted(type));
    RowLayout layout = RowLayout.of(List.of(), List.of(), List.of("d"), List.of(), LABEL);
    return FieldCheck.of(layout, 7, schema, schema).get(0);
  }

  private static byte[] unscaled(String digits) {
    return new BigDecimal(digits).unscaledValue().toByteArray();
  }

  private static String named(String type, String name) {
    return "{'type':'%s','connect.version':1,'connect.name':'%s'}".formatted(type, name);
  }

  private static RowLayout number() {
    return RowLayout.of(List.of("f"), List.of(), LABEL);
  }

  private static Instant instant(String type, Object value) throws BadRecordException {
    RowLayout layout = RowLayout.of(List.of(), List.of(), List.of("f"), List.of(), LABEL);
    return Instant.ofEpochMilli(read(layout, type, value).instant(0));
  }

  private static String category(String type, Object value) throws BadRecordException {
    RowLayout layout = RowLayout.of(List.of(), List.of("f"), LABEL);
    return new String(read(layout, type, value).categoryText(0, 99), UTF_8);
  }

  private static Row read(RowLayout layout, String type, Object value) throws BadRecordException {
    Schema schema = record("f:" + type, "y:int");
    Row row = new Row(layout);
    new AvroRowDecoder(layout, id -> schema).decode(framed(1, datum(schema, value, 1)), row);
    return row;
  }
}
