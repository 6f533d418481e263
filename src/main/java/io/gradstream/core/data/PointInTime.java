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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
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
          .parseCaseInsensitive() // RFC 3339 allows t and z
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");

  /** The end of a day, as ISO 8601 may write it. */
  private static final Pattern END_OF_DAY =
      Pattern.compile("([0-9-]+[Tt ])24:00(:00(?:\\.0*)?)?([Zz]|[+-][0-9:]+)?");

  /** The second that is put in at the end of some months, as RFC 3339 writes it. */
  private static final Pattern LEAP_SECOND =
      Pattern.compile("([0-9-]+[Tt ][0-9]{2}:[0-9]{2}):60(.*)");

  /** A zone in brackets after its offset, as Java writes it: the offset tells all. */
  private static final Pattern ZONE = Pattern.compile("(?<=[Zz0-9])\\[[^\\]]+\\]$");

  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final long LAST_MINUTE = DAY - TimeUnit.MINUTES.toMillis(1);

  private PointInTime() {}

  /**
   * Returns the point in time that a text states.
   *
   * <p>It is written in ISO 8601, as a date ({@code 2013-01-31}, its start), a date and time
   * ({@code 2013-01-31T05:15}, seconds and fraction optional, a space instead of T allowed), or one
   * with an offset ({@code 2013-01-31T05:15:00Z}, {@code +01:00}); without an offset it is taken as
   * UTC. The end of a day may be {@code 24:00}; a leap second, {@code 23:59:60} in UTC at the end
   * of a month, is the second before it, as Java has it, for a day has 86,400 here. Or it is a
   * whole number, read as {@link #ofNumber(long)} does. {@code 31.12.2024} and {@code 2024/12/31}
   * are dates, too.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static long ofText(String text) {
    return ofText(text, DateOrder.ISO);
  }

  /**
   * Does the same where dates may have slashes and their year last.
   *
   * @param order which part of these comes first
   */
  public static long ofText(String text, DateOrder order) {
    String stripped = text.strip();
    if (WHOLE.matcher(stripped).matches()) {
      return ofNumber(whole(stripped));
    }
    return ofIso(order.toIso(stripped).orElse(stripped));
  }

  /**
   * Returns what to do about a text that is refused, to end its message: of a date with slashes
   * somebody has to say what comes first.
   */
  public static String advice(String text, DateOrder order) {
    return order == DateOrder.ISO && DateOrder.isAmbiguous(text.strip())
        ? "; of dates such as 12/31/2024 or 31/12/2024 say which part comes first (cyclic's key dates)"
        : "";
  }

  /**
   * Returns the point in time of a whole number: seconds since the epoch if it is below {@value
   * #FIRST_MILLIS}, whatever its sign, else milliseconds.
   *
   * @throws IllegalArgumentException if it is beyond the year 9999 as milliseconds, or its digits
   *     are those of a date, as {@link DigitsOfDate} says
   */
  public static long ofNumber(long number) {
    if (number > LAST_MILLIS || number < -LAST_MILLIS) {
      throw new IllegalArgumentException(BEYOND);
    }
    DigitsOfDate.refuse(number);
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
    if (number == (long) number) {
      DigitsOfDate.refuse((long) number);
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

  private static long ofIso(String given) {
    String text = given.indexOf(',') < 0 ? given : given.replace(',', '.'); // of a fraction
    text = text.endsWith("]") ? ZONE.matcher(text).replaceFirst("") : text;
    Matcher end = END_OF_DAY.matcher(text);
    if (end.matches()) {
      return DAY + parsed(end.group(1) + "00:00" + Objects.requireNonNullElse(end.group(3), ""));
    }
    Matcher leap = LEAP_SECOND.matcher(text);
    return leap.matches() ? leapSecond(leap) : parsed(text);
  }

  private static long leapSecond(Matcher leap) {
    long before = parsed(leap.group(1) + ":59" + leap.group(2));
    LocalDate next = LocalDate.ofEpochDay(Math.floorDiv(before, DAY) + 1);
    if (Math.floorMod(before, DAY) < LAST_MINUTE || next.getDayOfMonth() != 1) {
      throw new IllegalArgumentException(
          "no leap second: these are at 23:59:60 in UTC on the last day of a month");
    }
    return before;
  }

  private static long parsed(String text) {
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
