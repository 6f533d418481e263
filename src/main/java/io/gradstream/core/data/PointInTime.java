package io.gradstream.core.data;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.time.temporal.TemporalQuery;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads points in time from texts and plain numbers, by the same rule wherever they come from.
 *
 * <p>Every result is in milliseconds since the epoch. A message of an {@link
 * IllegalArgumentException} from here ends the sentence "which is".
 */
public final class PointInTime {

  /** Numbers below this are seconds: as such they reach the year 5138. */
  private static final long FIRST_MILLIS = 100_000_000_000L;

  /** The last millisecond of the year 9999; what is beyond counts something smaller. */
  private static final long LAST_MILLIS = 253_402_300_799_999L;

  private static final String BEYOND =
      "beyond the year 9999 in milliseconds since the epoch; microseconds are not understood";

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");

  private PointInTime() {}

  /**
   * Returns the point in time that a text states.
   *
   * <p>It is written in ISO 8601, as a date ({@code 2013-01-31}, its start), a date and time
   * ({@code 2013-01-31T05:15}, seconds and fraction optional, a space instead of T allowed), or one
   * with an offset ({@code 2013-01-31T05:15:00Z}, {@code +01:00}); without an offset it is taken as
   * UTC. Or it is a whole number, read as {@link #ofNumber(long)} does.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static long ofText(String text) {
    String stripped = text.strip();
    return WHOLE.matcher(stripped).matches() ? ofNumber(whole(stripped)) : ofIso(stripped);
  }

  /**
   * Returns the point in time of a whole number: seconds since the epoch if it is below {@value
   * #FIRST_MILLIS}, whatever its sign, else milliseconds.
   *
   * @throws IllegalArgumentException if it is beyond the year 9999 as milliseconds
   */
  public static long ofNumber(long number) {
    if (number > LAST_MILLIS || number < -LAST_MILLIS) {
      throw new IllegalArgumentException(BEYOND);
    }
    return Math.abs(number) < FIRST_MILLIS ? 1000 * number : number;
  }

  /**
   * Returns the point in time of a number with a fraction, by the same rule, to the nearest
   * millisecond.
   *
   * @param number finite
   * @throws IllegalArgumentException if it is beyond the year 9999 as milliseconds
   */
  public static long ofNumber(double number) {
    if (Math.abs(number) > LAST_MILLIS) {
      throw new IllegalArgumentException(BEYOND);
    }
    return Math.round(Math.abs(number) < FIRST_MILLIS ? 1000 * number : number);
  }

  private static long whole(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(BEYOND, e);
    }
  }

  private static long ofIso(String text) {
    TemporalAccessor parts;
    try {
      parts = ISO.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "not a time such as 2013-01-31T05:15, 2013-01-31T05:15:00Z, 2013-01-31, or milliseconds or seconds since the epoch",
          e);
    }
    // Queries answer null for what was not written; asking for whole types would throw, slowly.
    LocalDate date = LocalDate.from(parts);
    LocalTime time = part(parts, TemporalQueries.localTime()).orElse(LocalTime.MIDNIGHT);
    ZoneOffset offset = part(parts, TemporalQueries.offset()).orElse(ZoneOffset.UTC);
    return date.atTime(time).toInstant(offset).toEpochMilli();
  }

  private static <T> Optional<T> part(TemporalAccessor parts, TemporalQuery<T> query) {
    return Optional.ofNullable(parts.query(query));
  }
}
