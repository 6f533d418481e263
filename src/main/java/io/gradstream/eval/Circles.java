package io.gradstream.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/** Finds the periods of the calendar that a column of times goes through several times. */
final class Circles {

  private static final double DAY = 86_400_000;
  private static final double WEEK = 7 * DAY;
  private static final double YEAR = 365.25 * DAY;

  /** Two turns, the last of which may lack its end: dates of 14 days are 13 days apart. */
  private static final double TURNS = 1.85;

  private Circles() {}

  /** Returns the periods as {@code cyclic} names them. */
  static List<String> of(SampleColumn times) {
    double span = range(times).getMax() - range(times).getMin();
    List<String> circles = new ArrayList<>();
    if (hasClock(times) && span >= TURNS * DAY) {
      circles.add("hour-of-day");
    }
    if (span >= TURNS * WEEK) {
      circles.add("day-of-week");
    }
    if (span >= TURNS * YEAR) {
      circles.add("day-of-year");
    }
    return circles;
  }

  /** Returns how much time the column covers. */
  static String span(SampleColumn times) {
    double days = (range(times).getMax() - range(times).getMin()) / DAY;
    return days >= 2
        ? String.format(Locale.ROOT, "%,.0f days", days)
        : String.format(Locale.ROOT, "%.1f hours", 24 * days);
  }

  private static boolean hasClock(SampleColumn times) {
    double[] numbers = times.numbers();
    return Arrays.stream(numbers).anyMatch(it -> (it - numbers[0]) % DAY != 0);
  }

  private static DoubleSummaryStatistics range(SampleColumn times) {
    return Arrays.stream(times.numbers()).summaryStatistics();
  }
}
