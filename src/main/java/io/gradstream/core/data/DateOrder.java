package io.gradstream.core.data;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a date with slashes comes first. Nobody can tell of 01/02/2013 alone, so it must be
 * said; a date with points (31.12.2024) has its day first, one that begins with the year
 * (2024/12/31) is as in ISO 8601, whatever the order.
 */
public enum DateOrder {
  /** Dates are in ISO 8601; those with slashes and the year last are refused. */
  ISO,
  /** {@code 12/31/2024}, as in the USA. */
  MONTH_FIRST,
  /** {@code 31/12/2024}, as nearly everywhere else. */
  DAY_FIRST;

  private static final Pattern POINTS = pattern("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})");
  private static final Pattern SLASHES = pattern("(\\d{1,2})/(\\d{1,2})/(\\d{4})");
  private static final Pattern YEAR_FIRST = pattern("(\\d{4})/(\\d{1,2})/(\\d{1,2})");

  /** A date, and after it a clock with minutes and perhaps seconds, of 12 or 24 hours. */
  private static Pattern pattern(String date) {
    return Pattern.compile(
        date
            + "(?:[T ,]\\s*(\\d{1,2}):(\\d{2})(:\\d{2}(?:\\.\\d+)?)?(?:\\s*([AaPp])\\.?[Mm]\\.?)?)?");
  }

  /** Tells whether a text is a date with slashes and the year last, of either order. */
  static boolean isAmbiguous(String text) {
    return SLASHES.matcher(text).matches();
  }

  /** Returns a date that is not in ISO 8601 as such; nothing if it is none. */
  Optional<String> toIso(String text) {
    Matcher year = YEAR_FIRST.matcher(text);
    if (year.matches()) {
      return Optional.of(iso(year, 1, 2, 3));
    }
    Matcher points = POINTS.matcher(text);
    if (points.matches()) {
      return Optional.of(iso(points, 3, 2, 1));
    }
    Matcher slashes = SLASHES.matcher(text);
    if (this == ISO || !slashes.matches()) {
      return Optional.empty();
    }
    return Optional.of(this == MONTH_FIRST ? iso(slashes, 3, 1, 2) : iso(slashes, 3, 2, 1));
  }

  private static String iso(Matcher parts, int year, int month, int day) {
    String date = parts.group(year) + "-" + two(parts.group(month)) + "-" + two(parts.group(day));
    if (parts.group(4) == null) {
      return date;
    }
    String seconds = parts.group(6) == null ? "" : parts.group(6);
    return date + "T" + hour(parts) + ":" + parts.group(5) + seconds;
  }

  /** Returns the hour of 24; one that the 12-hour clock does not have is left to be refused. */
  private static String hour(Matcher parts) {
    String half = parts.group(7);
    int hour = Integer.parseInt(parts.group(4));
    if (half == null) {
      return two(parts.group(4));
    }
    boolean isReal = hour >= 1 && hour <= 12;
    int of24 = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
    return isReal ? two(Integer.toString(of24)) : "99";
  }

  private static String two(String digits) {
    return digits.length() < 2 ? "0" + digits : digits;
  }
}
