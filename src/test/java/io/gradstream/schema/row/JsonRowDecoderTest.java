package io.gradstream.schema.row;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class JsonRowDecoderTest {

  private static final RowLayout LAYOUT =
      RowLayout.of(List.of("x"), List.of("c"), LabelRule.binary("y"));

  private final Row row = new Row(LAYOUT);

  @Test
  void theNamedFieldsAreReadAndTheOthersPassedOver() throws Exception {
    decode(
        "{\"other\": {\"x\": [1, {\"c\": 2}]}, \"x\": 1.5, \"y\": 1, \"z\": null, \"c\": \"A\"}");

    assertThat(row.number(0)).isEqualTo(1.5);
    assertThat(category()).isEqualTo("A");
    assertThat(row.label()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "-12.25, -12.25",
    "1e3, 1000",
    "true, 1",
    "false, 0",
    "12345678901234567890123, 12345678901234567890123",
    "null, NaN",
    "NaN, NaN",
    "-Infinity, NaN",
    "1e999, NaN",
    "'\"NaN\"', NaN",
    "'\"-Infinity\"', NaN"
  })
  void aNumberIsANumberOrBoolean(String json, Double expected) throws Exception {
    decode("{\"x\": " + json + "}");

    assertThat(row.number(0)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"seven\"', seven",
    "'\"Z\\u00fcrich \\ud83d\\ude80\"', Zürich 🚀",
    "7, 7",
    "7.0, 7",
    "-0.0, 0",
    "1.50, 1.5",
    "1e2, 100",
    "9223372036854775807, 9223372036854775807",
    "92233720368547758070000, 92233720368547758070000",
    "true, true",
    "false, false",
    "'\"\"', ''"
  })
  void aCategoryIsTheTextThatItHasInAvro(String json, String expected) throws Exception {
    decode("{\"c\": " + json + "}");

    assertThat(category()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"x\": 1}", "{\"x\": 1, \"c\": null}", "{\"x\": 1, \"c\": NaN}"})
  void anAbsentCategoryIsMissingAsANullIs(String json) throws Exception {
    decode("{\"c\": \"before\", \"x\": 5, \"y\": 1}");
    decode(json);

    assertThat(row.category(0)).isEqualTo(Row.MISSING);
    assertThat(row.hasLabel()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1.0, 1", "true, 1", "'\"false\"', 0", "'\"1\"', 1", "null, NaN"})
  void aLabelIsReadAsFromAvro(String json, Double expected) throws Exception {
    decode("{\"x\": 1, \"y\": " + json + "}");

    assertThat(row.label()).isEqualTo(expected);
  }

  @Test
  void theTextOfThePositiveClassCounts() throws Exception {
    RowLayout layout =
        RowLayout.of(List.of("x"), List.of(), LabelRule.binary("y", Optional.of("7")));
    Row up = new Row(layout);
    new JsonRowDecoder(layout).decode("{\"x\": 1, \"y\": 7.0}".getBytes(UTF_8), up);
    assertThat(up.label()).isEqualTo(1);
    new JsonRowDecoder(layout).decode("{\"x\": 1, \"y\": \"UP\"}".getBytes(UTF_8), up);
    assertThat(up.label()).isZero();
  }

  @Test
  void aPathReadsAFieldOfANestedObject() throws Exception {
    RowLayout layout =
        RowLayout.of(List.of("a.b.x", "a.z"), List.of("a.b.x"), LabelRule.binary("m.y"));
    Row nested = new Row(layout);
    JsonRowDecoder decoder = new JsonRowDecoder(layout);
    decoder.decode(
        "{\"a\":{\"b\":{\"x\":3},\"x\":4,\"z\":5},\"m\":{\"y\":1}}".getBytes(UTF_8), nested);

    assertThat(List.of(nested.number(0), nested.number(1), nested.label()))
        .containsExactly(3.0, 5.0, 1.0);
    assertThat(new String(nested.categoryText(0, 99), UTF_8)).isEqualTo("3");
    decoder.decode("{\"a\":null}".getBytes(UTF_8), nested);
    assertThat(nested.number(1)).isNaN();
    BadRecordException scalar =
        rejected(() -> decoder.decode("{\"a\":{\"b\":\"x\"}}".getBytes(UTF_8), nested));
    assertThat(scalar.reason()).isEqualTo(Reason.FIELD_TYPE);
    assertThat(scalar)
        .hasMessage("field a.b is a string; fields of it are read, so it must be an object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|MALFORMED|the value is empty; it must be one JSON object",
        "'   '|MALFORMED|the value is empty",
        "[1]|MALFORMED|the value is an array; it must be one JSON object",
        "7|MALFORMED|the value is a number",
        "null|TOMBSTONE|the value is JSON's null",
        "{\"x\": 1|MALFORMED|the value is no JSON",
        "{\"x\": 1} {}|MALFORMED|more after its JSON object",
        "{\"x\": 1}]|MALFORMED|the value is no JSON",
        "{\"x\": 1,}|MALFORMED|the value is no JSON",
        "{x: 1}|MALFORMED|the value is no JSON",
        "{\"x\": 01}|MALFORMED|the value is no JSON",
        "{\"x\": 1, \"x\": 2}|MALFORMED|field x is given twice",
        "{\"x\": \"7\"}|FIELD_TYPE|field x is a string; a number must be a JSON number or boolean",
        "{\"x\": [1]}|FIELD_TYPE|field x is an array",
        "{\"c\": {\"d\": 1}}|FIELD_TYPE|field c is an object; a category must not be",
        "{\"x\": 1, \"y\": [0]}|FIELD_TYPE|field y is an array; a label must be",
        "{\"x\": 1, \"y\": 2}|BAD_LABEL|label y is 2; it must be",
        "{\"x\": 1, \"y\": NaN}|BAD_LABEL|label y is NaN",
        "{\"x\": 1, \"y\": \"late\"}|BAD_LABEL|label y is \"late\""
      })
  void whatCannotBeUsedIsABadRecord(String json, Reason reason, String message) {
    BadRecordException rejected = rejected(() -> decode(json));

    assertThat(rejected.reason()).isEqualTo(reason);
    assertThat(rejected).hasMessageContaining(message);
  }

  @Test
  void aFieldThatIsNotReadMayBeGivenTwice() throws Exception {
    decode("{\"z\": 1, \"z\": 2, \"x\": 3}");

    assertThat(row.number(0)).isEqualTo(3);
  }

  @Test
  void aTombstoneIsRejected() {
    assertThat(rejected(() -> new JsonRowDecoder(LAYOUT).decode(null, row)).reason())
        .isEqualTo(Reason.TOMBSTONE);
  }

  @Test
  void avroIsRecognizedAndNamed() {
    byte[] avro = {0, 0, 0, 0, 1, 2};

    assertThat(rejected(() -> new JsonRowDecoder(LAYOUT).decode(avro, row)))
        .hasMessageContaining("begins with 0x00, as in a schema registry's wire format");
  }

  @Test
  void bytesThatAreNoTextAreMalformed() {
    byte[] latin = "{\"x\": 1, \"c\": \"Zürich\"}".getBytes(ISO_8859_1);

    assertThat(rejected(() -> new JsonRowDecoder(LAYOUT).decode(latin, row)).reason())
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void depthAndDigitsAreBounded() throws Exception {
    decode("{\"z\": " + nested(JsonRowDecoder.DEEPEST - 1) + ", \"x\": 1}");
    for (String json :
        List.of(
            "{\"z\": " + nested(JsonRowDecoder.DEEPEST) + ", \"x\": 1}",
            "{\"z\": " + nested(1_000_000) + ", \"x\": 1}",
            "{\"x\": " + "9".repeat(JsonRowDecoder.LONGEST_NUMBER + 1) + "}",
            "{\"x\": 1, \"c\": " + "9".repeat(1_000_000) + "}")) {
      assertThat(rejected(() -> decode(json)).reason()).isEqualTo(Reason.MALFORMED);
    }
  }

  @Test
  void aTextOfAnyLengthIsACategory() throws Exception {
    decode("{\"c\": \"" + "x".repeat(3_000_000) + "\"}");

    assertThat(row.categoryText(0, Integer.MAX_VALUE)).hasSize(3_000_000);
  }

  @Test
  void fieldsThatNoRecordHasAreSaidOnceWithTheNearestName() throws Exception {
    Logger log = (Logger) LoggerFactory.getLogger(JsonNames.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    try {
      JsonRowDecoder decoder = new JsonRowDecoder(LAYOUT);
      byte[] record = "{\"x\": 1, \"why\": 1, \"cc\": \"A\"}".getBytes(UTF_8);
      for (int i = 0; i < 3 * JsonNames.RECORDS; i++) {
        decoder.decode(record, row);
      }
    } finally {
      log.detachAppender(lines);
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "none of the first 1000 records has field 'c' (nearest: cc): it counts as missing",
            "none of the first 1000 records has field 'y' (nearest: why): without it, the label,"
                + " nothing is learned from records");
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private void decode(String json) throws BadRecordException {
    new JsonRowDecoder(LAYOUT).decode(json.getBytes(UTF_8), row);
  }

  private String category() {
    return new String(row.categoryText(0, Integer.MAX_VALUE), UTF_8);
  }

  private static BadRecordException rejected(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable decoding) {
    return catchThrowableOfType(BadRecordException.class, decoding);
  }
}
