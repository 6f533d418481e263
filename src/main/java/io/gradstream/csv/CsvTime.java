package io.gradstream.csv;

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

/** Reads points in time from cells. */
public final class CsvTime {

  /** Whole numbers below this are seconds: as such they reach the year 5138. */
  private static final long FIRST_MILLIS = 100_000_000_000L;

  /** The last millisecond of the year 9999; what is beyond counts something smaller. */
  private static final long LAST_MILLIS = 253_402_300_799_999L;

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

  private CsvTime() {}

  /**
   * Returns a point in time in milliseconds since the epoch.
   *
   * <p>It is written in ISO 8601, as a date ({@code 2013-01-31}, its start), a date and time
   * ({@code 2013-01-31T05:15}, seconds and fraction optional, a space instead of T allowed), or one
   * with an offset ({@code 2013-01-31T05:15:00Z}, {@code +01:00}); without an offset it is taken as
   * UTC. Or it is a whole number: seconds since the epoch if below {@value #FIRST_MILLIS}, else
   * milliseconds.
   *
   * @throws IllegalArgumentException if it is none of these; the message ends the sentence "which
   *     is"
   */
  public static long millis(String cell) {
    String text = cell.strip();
    return WHOLE.matcher(text).matches() ? ofNumber(Cells.toLong(text)) : ofIso(text);
  }

  private static long ofNumber(long number) {
    if (Math.abs(number) > LAST_MILLIS) {
      throw new IllegalArgumentException(
          "beyond the year 9999 in milliseconds since the epoch; microseconds are not understood");
    }
    return Math.abs(number) < FIRST_MILLIS ? 1000 * number : number;
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
