package io.gradstream.core.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * Whole numbers whose digits are those of a date, as {@code 20171222}, with hours and minutes or
 * seconds after it or not.
 *
 * <p>As seconds or milliseconds since the epoch these would be times of a few months of 1970, of
 * 1976, or of the years after 2571, so that hardly any number that looks so is meant so.
 */
public final class DigitsOfDate {

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2099;
  private static final long LEAST = FIRST_YEAR * 10_000L;
  private static final long END = (LAST_YEAR + 1) * 10_000L;
  private static final long HOURS_AND_MINUTES = 10_000;
  private static final long HOURS_TO_SECONDS = 1_000_000;

  private DigitsOfDate() {}

  /**
   * Refuses a number that looks like a date.
   *
   * @throws IllegalArgumentException with a message that ends the sentence "which is"
   */
  static void refuse(long number) {
    if (hasLengthOfDate(number)) {
      of(number)
          .ifPresent(
              date -> {
                throw new IllegalArgumentException(
                    "no time, but seems to be the digits of %s; as a count since the epoch it would be another: write the time as %s"
                        .formatted(date, date));
              });
    }
  }

  /** Tells of nearly all counts since the epoch that they are none, without their digits. */
  private static boolean hasLengthOfDate(long number) {
    return isWithin(number, 1)
        || isWithin(number, HOURS_AND_MINUTES)
        || isWithin(number, HOURS_TO_SECONDS);
  }

  private static boolean isWithin(long number, long unit) {
    return number > LEAST * unit && number < END * unit;
  }

  /** Returns the date, with its time of day if it has one, whose digits a number has. */
  public static Optional<String> of(long number) {
    if (!hasLengthOfDate(number)) {
      return Optional.empty();
    }
    return switch (Long.toString(number).length()) {
      case 8 -> date(number);
      case 12 -> dateAndTime(number / HOURS_AND_MINUTES, (int) (number % HOURS_AND_MINUTES) * 100);
      case 14 -> dateAndTime(number / HOURS_TO_SECONDS, (int) (number % HOURS_TO_SECONDS));
      default -> Optional.empty();
    };
  }

  private static Optional<String> dateAndTime(long date, int time) {
    int hour = time / 10_000;
    int minute = time / 100 % 100;
    int second = time % 100;
    return hour < 24 && minute < 60 && second < 60
        ? date(date)
            .map(day -> String.format(Locale.ROOT, "%sT%02d:%02d:%02d", day, hour, minute, second))
        : Optional.empty();
  }

  private static Optional<String> date(long digits) {
    int year = (int) (digits / 10_000);
    try {
      return year < FIRST_YEAR || year > LAST_YEAR
          ? Optional.empty()
          : Optional.of(
              LocalDate.of(year, (int) (digits / 100 % 100), (int) (digits % 100)).toString());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
