package io.gradstream.schema.row;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gradstream.core.data.Row;
import io.gradstream.schema.row.BadRecordException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads single values of JSON as numbers, categories and labels. */
final class JsonValues {

  /** How writers put what JSON has no numbers for. */
  private static final Set<String> NO_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

  private static final String NUMBERS = "a number must be a JSON number or boolean";

  private final LabelReader labels;

  JsonValues(LabelReader labels) {
    this.labels = labels;
  }

  /** Reads the value at which {@code in} stands, which is not null, for each use of its field. */
  void read(JsonParser in, JsonField field, Row row) throws IOException, BadRecordException {
    if (!field.isRead()) {
      throw unusable(in, field, "fields of it are read, so it must be an object");
    }
    if (field.number >= 0) {
      row.setNumber(field.number, number(in, field));
    }
    if (field.category >= 0) {
      category(in, field, row);
    }
    if (field.isLabel) {
      label(in, field, row);
    }
  }

  private static double number(JsonParser in, JsonField field)
      throws IOException, BadRecordException {
    return switch (in.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getDoubleValue();
      case VALUE_TRUE -> 1;
      case VALUE_FALSE -> 0;
      case VALUE_STRING -> notANumber(in, field);
      default -> throw unusable(in, field, NUMBERS);
    };
  }

  private static double notANumber(JsonParser in, JsonField field)
      throws IOException, BadRecordException {
    if (!NO_NUMBERS.contains(in.getText())) {
      throw unusable(in, field, NUMBERS);
    }
    return Double.NaN;
  }

  private static void category(JsonParser in, JsonField field, Row row)
      throws IOException, BadRecordException {
    switch (in.currentToken()) {
      case VALUE_NUMBER_FLOAT -> row.setCategory(field.category, in.getDoubleValue());
      case VALUE_NUMBER_INT -> wholeNumber(in, field, row);
      case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> text(in, field, row);
      default -> throw unusable(in, field, "a category must not be an object or array");
    }
  }

  private static void wholeNumber(JsonParser in, JsonField field, Row row) throws IOException {
    if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      text(in, field, row);
    } else {
      row.setCategory(field.category, in.getLongValue());
    }
  }

  private static void text(JsonParser in, JsonField field, Row row) throws IOException {
    byte[] text = utf8(in);
    row.setCategory(field.category, text, 0, text.length);
  }

  private void label(JsonParser in, JsonField field, Row row)
      throws IOException, BadRecordException {
    switch (in.currentToken()) {
      case VALUE_TRUE -> labels.ofBoolean(true, row);
      case VALUE_FALSE -> labels.ofBoolean(false, row);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> labels.ofNumber(in.getDoubleValue(), row);
      case VALUE_STRING -> labels.ofText(utf8(in), row);
      default -> throw unusable(in, field, "a label must be a number, boolean or string");
    }
  }

  private static byte[] utf8(JsonParser in) throws IOException {
    return in.getText().getBytes(StandardCharsets.UTF_8);
  }

  private static BadRecordException unusable(JsonParser in, JsonField field, String allowed) {
    return new BadRecordException(
        Reason.FIELD_TYPE,
        "field %s is %s; %s".formatted(field.path, shown(in.currentToken()), allowed));
  }

  /** Returns what a value is that begins with a token, as messages say it. */
  static String shown(@Nullable JsonToken token) {
    if (token == null) {
      return "empty";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      default -> token.asString();
    };
  }
}
