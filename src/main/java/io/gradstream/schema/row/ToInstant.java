package io.gradstream.schema.row;

import io.gradstream.core.data.DateOrder;
import io.gradstream.core.data.PointInTime;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/**
 * Sets points in time of the row: a date's start in UTC, timestamps to the millisecond below, and
 * what has no logical type as {@link PointInTime} says.
 *
 * @param path the field, for messages
 * @param schemaName the writer's schema as messages name it: its id, GUID or full name
 * @param unit what is counted
 * @param order which part of a date with slashes comes first
 */
record ToInstant(String path, String schemaName, Unit unit, DateOrder order)
    implements Sink.OfNumbers, Sink.OfTexts {

  private static final int SHOWN = 64;
  private static final int LAST_YEAR = 9999;

  /** What a point in time counts since the epoch. */
  enum Unit {
    YEARS,
    DAYS,
    MILLIS,
    MICROS,
    NANOS,
    /** What the number or text itself tells. */
    UNKNOWN
  }

  @Override
  public void whole(long value, Row row, int slot) throws BadRecordException {
    switch (unit) {
      case YEARS -> row.setInstant(slot, TimeUnit.DAYS.toMillis(firstDay(value)));
      case DAYS -> row.setInstant(slot, TimeUnit.DAYS.toMillis(value));
      case MILLIS -> row.setInstant(slot, value);
      case MICROS -> row.setInstant(slot, Math.floorDiv(value, 1000L));
      case NANOS -> row.setInstant(slot, Math.floorDiv(value, 1_000_000L));
      case UNKNOWN -> plain(value, row, slot);
    }
  }

  private long firstDay(long year) throws BadRecordException {
    if (year < 0 || year > LAST_YEAR) {
      throw refusal(
          Long.toString(year), new IllegalArgumentException("no year from 0 to " + LAST_YEAR));
    }
    return LocalDate.ofYearDay((int) year, 1).toEpochDay();
  }

  private void plain(long value, Row row, int slot) throws BadRecordException {
    try {
      row.setInstant(slot, PointInTime.ofNumber(value));
    } catch (IllegalArgumentException e) {
      throw refusal(Long.toString(value), e);
    }
  }

  @Override
  public void real(double value, Row row, int slot) throws BadRecordException {
    if (Double.isFinite(value)) {
      try {
        row.setInstant(slot, PointInTime.ofNumber(value));
      } catch (IllegalArgumentException e) {
        throw refusal(Double.toString(value), e);
      }
    }
  }

  @Override
  public void text(byte[] bytes, int from, int length, Row row, int slot)
      throws BadRecordException {
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    try {
      row.setInstant(slot, PointInTime.ofText(text, order));
    } catch (IllegalArgumentException e) {
      throw refusal(shown(text), e, PointInTime.advice(text, order));
    }
  }

  /** Returns a text as messages show it. */
  static String shown(String text) {
    return text.length() > SHOWN ? '"' + text.substring(0, SHOWN) + "...\"" : '"' + text + '"';
  }

  private BadRecordException refusal(String found, IllegalArgumentException why) {
    return refusal(found, why, "");
  }

  private BadRecordException refusal(String found, IllegalArgumentException why, String advice) {
    return new BadRecordException(
        Reason.FIELD_TYPE,
        "field %s is %s in a record of schema %s, which is %s%s"
            .formatted(path, found, schemaName, why.getMessage(), advice));
  }
}
