package io.gradstream.schema.row;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gradstream.core.data.Bag;
import io.gradstream.core.data.PointInTime;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads single values of JSON as numbers, categories, points in time and labels. */
final class JsonValues {

  /** How writers put what JSON has no numbers for. */
  private static final Set<String> NO_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

  private static final String NUMBERS = "a number must be a JSON number or boolean";

  private static final String TIMES =
      "a point in time must be a number of seconds or milliseconds since the epoch, or a string in"
          + " ISO 8601";

  private final ToLabel labels;
  private final Row[] items; // by slot of a bag: one item at a time, read as a category

  JsonValues(RowLayout layout) {
    labels = new ToLabel(layout.label());
    items = layout.bags().stream().map(path -> new Row(BagReader.item(path))).toArray(Row[]::new);
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
      category(in, field.path, field.category, row);
    }
    if (field.instant >= 0) {
      instant(in, field, row);
    }
    if (field.isLabel) {
      label(in, field, row);
    }
    if (field.bag >= 0) { // last, for it is the only one to go on in the text
      bag(in, field, row);
    }
  }

  private static void instant(JsonParser in, JsonField field, Row row)
      throws IOException, BadRecordException {
    try {
      switch (in.currentToken()) {
        case VALUE_NUMBER_INT -> row.setInstant(field.instant, PointInTime.ofText(in.getText()));
        case VALUE_NUMBER_FLOAT -> fractionalInstant(in, field, row);
        case VALUE_STRING -> textualInstant(in, field, row);
        default -> throw unusable(in, field, TIMES);
      }
    } catch (IllegalArgumentException e) {
      String found = ToInstant.shown(in.getText());
      throw new BadRecordException(
          Reason.FIELD_TYPE,
          "field %s is %s, which is %s%s"
              .formatted(
                  field.path,
                  found,
                  e.getMessage(),
                  PointInTime.advice(in.getText(), field.order)));
    }
  }

  private static void fractionalInstant(JsonParser in, JsonField field, Row row)
      throws IOException {
    double value = in.getDoubleValue();
    if (Double.isFinite(value)) {
      row.setInstant(field.instant, PointInTime.ofNumber(value));
    }
  }

  private static void textualInstant(JsonParser in, JsonField field, Row row) throws IOException {
    if (!NO_NUMBERS.contains(in.getText())) {
      row.setInstant(field.instant, PointInTime.ofText(in.getText(), field.order));
    }
  }

  /** Fills a bag with the items of an array, which are what a field of one category may be. */
  private void bag(JsonParser in, JsonField field, Row row) throws IOException, BadRecordException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw unusable(in, field, "several categories at once must be an array");
    }
    Bag bag = row.bag(field.bag);
    bag.begin();
    Row item = items[field.bag];
    while (in.nextToken() != JsonToken.END_ARRAY) {
      item.clear();
      if (in.currentToken() != JsonToken.VALUE_NULL) {
        category(in, field.path, 0, item);
        item.addCategoryTo(bag, 0);
      }
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

  private static void category(JsonParser in, String path, int slot, Row row)
      throws IOException, BadRecordException {
    switch (in.currentToken()) {
      case VALUE_NUMBER_FLOAT -> row.setCategory(slot, in.getDoubleValue());
      case VALUE_NUMBER_INT -> wholeNumber(in, slot, row);
      case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> text(in, slot, row);
      default -> throw unusable(in, path, "a category must not be an object or array");
    }
  }

  private static void wholeNumber(JsonParser in, int slot, Row row) throws IOException {
    if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      text(in, slot, row);
    } else {
      row.setCategory(slot, in.getLongValue());
    }
  }

  private static void text(JsonParser in, int slot, Row row) throws IOException {
    byte[] text = utf8(in);
    row.setCategory(slot, text, 0, text.length);
  }

  private void label(JsonParser in, JsonField field, Row row)
      throws IOException, BadRecordException {
    switch (in.currentToken()) {
      case VALUE_TRUE -> labels.truth(true, row, 0);
      case VALUE_FALSE -> labels.truth(false, row, 0);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> labels.real(in.getDoubleValue(), row, 0);
      case VALUE_STRING -> labels.text(utf8(in), row, 0);
      default -> throw unusable(in, field, "a label must be a number, boolean or string");
    }
  }

  private static byte[] utf8(JsonParser in) throws IOException {
    return in.getText().getBytes(StandardCharsets.UTF_8);
  }

  private static BadRecordException unusable(JsonParser in, JsonField field, String allowed) {
    return unusable(in, field.path, allowed);
  }

  private static BadRecordException unusable(JsonParser in, String path, String allowed) {
    return new BadRecordException(
        Reason.FIELD_TYPE, "field %s is %s; %s".formatted(path, shown(in.currentToken()), allowed));
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
