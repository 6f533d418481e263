package io.gradstream.schema.row;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.framed;
import static io.gradstream.schema.row.AvroBytes.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogicalTypesTest {

  private static final String DECIMAL =
      "{'type':'bytes','logicalType':'decimal','precision':60,'scale':%d}";
  private static final String BIG_DECIMAL = "{'type':'bytes','logicalType':'big-decimal'}";
  private static final String UUID_TEXT = "{'type':'string','logicalType':'uuid'}";
  private static final String FIXED = "{'type':'fixed','name':'F','size':%d,'logicalType':'%s'}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "time-micros",
        "timestamp-millis",
        "timestamp-micros",
        "timestamp-nanos",
        "local-timestamp-millis",
        "local-timestamp-micros",
        "local-timestamp-nanos"
      })
  void aTimeIsTheLongBeneathInItsOwnUnit(String type) throws Exception {
    String schema = "{'type':'long','logicalType':'%s'}".formatted(type);

    assertThat(number(schema, 1_700_000_000_123L)).isEqualTo(1_700_000_000_123.0);
    assertThat(category(schema, 1_700_000_000_123L)).isEqualTo("1700000000123");
  }

  @ParameterizedTest
  @ValueSource(strings = {"date", "time-millis"})
  void aDateIsTheIntBeneath(String type) throws Exception {
    String schema = "{'type':'int','logicalType':'%s'}".formatted(type);

    assertThat(number(schema, 19_700)).isEqualTo(19_700);
    assertThat(category(schema, 19_700)).isEqualTo("19700");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00, 0",
    "1.5, 1.50, 1.5",
    "-1.5, -1.50, -1.5",
    "7, 7.00, 7",
    "100, 100.00, 100",
    "0.1, 0.1, 0.1",
    "9007199254740993, 9007199254740993, 9007199254740993",
    "-0.3, -0.300000000000000000000000000000, -0.3",
    "123456789012345678901234567890.5, 123456789012345678901234567890.5,"
        + " 123456789012345678901234567890.5"
  })
  void aDecimalIsItsValueAndEqualValuesAreOneCategory(double value, String written, String text)
      throws Exception {
    BigDecimal decimal = new BigDecimal(written);
    String schema = DECIMAL.formatted(decimal.scale());
    ByteBuffer bytes = ByteBuffer.wrap(decimal.unscaledValue().toByteArray());

    assertThat(number(schema, bytes)).isEqualTo(value);
    assertThat(category(schema, bytes)).isEqualTo(text);
  }

  @Test
  void aDecimalOfFixedSizeIsReadWithItsLeadingBytes() throws Exception {
    String schema =
        "{'type':'fixed','name':'F','size':16,'logicalType':'decimal','precision':30,'scale':2}";
    byte[] bytes = new byte[16];
    Arrays.fill(bytes, (byte) 0xff);
    Object minusOneCent = new GenericData.Fixed(AvroBytes.schema(schema), bytes);

    assertThat(number(schema, minusOneCent)).isEqualTo(-0.01);
    assertThat(category(schema, minusOneCent)).isEqualTo("-0.01");
  }

  @ParameterizedTest
  @CsvSource({"1.50, 1.5", "1E+3, 1000", "-12.345678901234567890123, -12.345678901234567890123"})
  void aBigDecimalBringsItsScale(BigDecimal value, String text) throws Exception {
    assertThat(number(BIG_DECIMAL, bigDecimal(value))).isEqualTo(value.doubleValue());
    assertThat(category(BIG_DECIMAL, bigDecimal(value))).isEqualTo(text);
  }

  @Test
  void aHugeScaleMakesNoHugeText() throws Exception {
    BigDecimal huge = new BigDecimal(BigInteger.TEN, -2_000);
    BigDecimal beyond = new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE);

    assertThat(category(BIG_DECIMAL, bigDecimal(huge))).isEqualTo("1E+2001");
    assertRefused(Reason.MALFORMED, "scale", BIG_DECIMAL, bigDecimal(beyond));
  }

  @Test
  void aDecimalOfNoBytesOrOfVeryManyIsMalformed() {
    String schema = DECIMAL.formatted(2);

    assertRefused(Reason.MALFORMED, "0 bytes", schema, ByteBuffer.allocate(0));
    assertRefused(Reason.MALFORMED, "1025 bytes", schema, ByteBuffer.allocate(1025));
  }

  @Test
  void aBigDecimalThatIsLongerThanItsBytesIsMalformed() {
    Schema schema = record("v:" + BIG_DECIMAL, "z:string");
    ByteBuffer cut = bigDecimal(new BigDecimal("1234567890.5"));
    cut.limit(cut.limit() - 1);

    BadRecordException thrown =
        catchThrowableOfType(
            BadRecordException.class, () -> decode(layout(true), schema, schema, cut, "next"));

    assertThat(thrown.reason()).isEqualTo(Reason.MALFORMED);
    assertThat(thrown).hasMessageContaining("longer than its");
  }

  @Test
  void decimalsOfAnotherScaleDoNotResolve() {
    BadRecordException thrown =
        catchThrowableOfType(
            BadRecordException.class,
            () ->
                decode(
                    layout(true),
                    record("v:" + DECIMAL.formatted(2)),
                    record("v:" + DECIMAL.formatted(3)),
                    ByteBuffer.wrap(new byte[] {1})));

    assertThat(thrown.reason()).isEqualTo(Reason.FIELD_TYPE);
    assertThat(thrown).hasMessageContaining("decimal(60, 2)").hasMessageContaining("(60, 3)");
  }

  @Test
  void aDecimalMayBeTheLabel() throws Exception {
    RowLayout label = RowLayout.of(List.of(), List.of(), LabelRule.binary("v"));
    Schema schema = record("v:" + DECIMAL.formatted(1));

    Row row = decode(label, schema, schema, ByteBuffer.wrap(new byte[] {10}));

    assertThat(row.label()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "123E4567-e89b-12d3-a456-42661417400F, 123e4567-e89b-12d3-a456-42661417400f",
    "123e4567-e89b-12d3-a456-426614174000, 123e4567-e89b-12d3-a456-426614174000",
    "123E4567 no uuid at all but as long as, 123E4567 no uuid at all but as long as"
  })
  void aUuidIsItsTextInLowerCase(String written, String text) throws Exception {
    assertThat(category(UUID_TEXT, written)).isEqualTo(text);
  }

  @Test
  void aUuidOfSixteenBytesIsThatTextToo() throws Exception {
    String schema = FIXED.formatted(16, "uuid");
    UUID uuid = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array();

    assertThat(category(schema, new GenericData.Fixed(AvroBytes.schema(schema), bytes)))
        .isEqualTo(uuid.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 3004, P1M2DT3.004S",
    "0, 0, 0, PT0S",
    "14, 0, 0, P14M",
    "0, 3, 60000, P3DT60S",
    "-1, 0, 0, P4294967295M"
  })
  void aDurationIsAnIsoTextInItsThreeUnits(int months, int days, int millis, String text)
      throws Exception {
    assertThat(category(FIXED.formatted(12, "duration"), duration(months, days, millis)))
        .isEqualTo(text);
  }

  @Test
  void neitherADurationNorAUuidIsANumber() {
    assertRefused(
        Reason.FIELD_TYPE,
        "its months differ in length",
        FIXED.formatted(12, "duration"),
        duration(1, 2, 3));
    assertRefused(
        Reason.FIELD_TYPE, "type uuid", UUID_TEXT, "123e4567-e89b-12d3-a456-426614174000");
  }

  @Test
  void aLogicalTypeThatItsSchemaStatesWronglyIsIgnored() throws Exception {
    assertThat(category("{'type':'string','logicalType':'date'}", "AA")).isEqualTo("AA");
    assertThat(number("{'type':'int','logicalType':'decimal','precision':4}", 7)).isEqualTo(7);
    assertThat(
            category("{'type':'bytes','logicalType':'decimal'}", ByteBuffer.wrap(new byte[] {65})))
        .isEqualTo("A");
  }

  private static ByteBuffer bigDecimal(BigDecimal value) {
    Schema schema = AvroBytes.schema(BIG_DECIMAL);
    return new Conversions.BigDecimalConversion().toBytes(value, schema, LogicalTypes.bigDecimal());
  }

  private static GenericData.Fixed duration(int months, int days, int millis) {
    byte[] bytes =
        ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(months)
            .putInt(days)
            .putInt(millis)
            .array();
    return new GenericData.Fixed(AvroBytes.schema(FIXED.formatted(12, "duration")), bytes);
  }

  private static double number(String type, Object value) throws BadRecordException {
    return decode(layout(true), record("v:" + type), record("v:" + type), value).number(0);
  }

  private static String category(String type, Object value) throws BadRecordException {
    Row row = decode(layout(false), record("v:" + type), record("v:" + type), value);
    return new String(row.categoryText(0, 5000), UTF_8);
  }

  /** As a number where the type can be none, as a category else. */
  private static void assertRefused(Reason reason, String message, String type, Object value) {
    boolean number = reason == Reason.FIELD_TYPE;
    Schema schema = record("v:" + type);
    BadRecordException thrown =
        catchThrowableOfType(
            BadRecordException.class, () -> decode(layout(number), schema, schema, value));
    assertThat(thrown).isNotNull().hasMessageContaining(message);
    assertThat(thrown.reason()).isEqualTo(reason);
  }

  private static RowLayout layout(boolean number) {
    List<String> field = List.of("v");
    return RowLayout.of(
        number ? field : List.of(), number ? List.of() : field, LabelRule.binary("y"));
  }

  private static Row decode(RowLayout layout, Schema writer, Schema reader, Object... values)
      throws BadRecordException {
    Row row = new Row(layout);
    new AvroRowDecoder(layout, id -> writer, AvroBytes.readAs(reader))
        .decode(framed(1, datum(writer, values)), row);
    return row;
  }
}
