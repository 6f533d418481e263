package io.gradstream.schema.row;

import io.gradstream.core.data.PointInTime;
import io.gradstream.core.data.Row;
import io.gradstream.schema.row.BadRecordException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;

/**
 * Reads points in time: a date's start in UTC, timestamps to the millisecond below, and what has no
 * logical type as {@link PointInTime} says.
 *
 * @param path the field, for messages
 * @param schemaId the writer's schema, for messages
 * @param written the writer's type beneath
 * @param unit what is counted
 */
record InstantReader(String path, int schemaId, Schema.Type written, Unit unit)
    implements ValueReader {

  private static final int SHOWN = 64;

  /** What a point in time counts since the epoch. */
  enum Unit {
    DAYS,
    MILLIS,
    MICROS,
    NANOS,
    /** What the number or text itself tells. */
    UNKNOWN,
    /** The same of whole numbers that the reader knows as floats. */
    UNKNOWN_AS_FLOAT
  }

  @Override
  public void read(BinaryInput in, Row row, int slot) throws BadRecordException {
    switch (written) {
      case INT -> whole(in.readInt(), row, slot);
      case LONG -> whole(in.readLong(), row, slot);
      case FLOAT -> number(in.readFloat(), row, slot);
      case DOUBLE -> number(in.readDouble(), row, slot);
      default -> text(in, row, slot);
    }
  }

  private void whole(long value, Row row, int slot) throws BadRecordException {
    switch (unit) {
      case DAYS -> row.setInstant(slot, TimeUnit.DAYS.toMillis(value));
      case MILLIS -> row.setInstant(slot, value);
      case MICROS -> row.setInstant(slot, Math.floorDiv(value, 1000L));
      case NANOS -> row.setInstant(slot, Math.floorDiv(value, 1_000_000L));
      case UNKNOWN_AS_FLOAT -> number((float) value, row, slot);
      case UNKNOWN -> plain(value, row, slot);
    }
  }

  private void plain(long value, Row row, int slot) throws BadRecordException {
    try {
      row.setInstant(slot, PointInTime.ofNumber(value));
    } catch (IllegalArgumentException e) {
      throw refusal(Long.toString(value), e);
    }
  }

  private void number(double value, Row row, int slot) throws BadRecordException {
    if (Double.isFinite(value)) {
      try {
        row.setInstant(slot, PointInTime.ofNumber(value));
      } catch (IllegalArgumentException e) {
        throw refusal(Double.toString(value), e);
      }
    }
  }

  private void text(BinaryInput in, Row row, int slot) throws BadRecordException {
    int length = in.readLength();
    int from = in.skip(length);
    String text = new String(in.bytes(), from, length, StandardCharsets.UTF_8);
    try {
      row.setInstant(slot, PointInTime.ofText(text));
    } catch (IllegalArgumentException e) {
      throw refusal(shown(text), e);
    }
  }

  /** Returns a text as messages show it. */
  static String shown(String text) {
    return text.length() > SHOWN ? '"' + text.substring(0, SHOWN) + "...\"" : '"' + text + '"';
  }

  private BadRecordException refusal(String found, IllegalArgumentException why) {
    return new BadRecordException(
        Reason.FIELD_TYPE,
        "field %s is %s in a record of schema %d, which is %s"
            .formatted(path, found, schemaId, why.getMessage()));
  }
}
