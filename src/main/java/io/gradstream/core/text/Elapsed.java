package io.gradstream.core.text;

import java.util.Locale;

/** Times between two events, for people: the two largest units. */
public final class Elapsed {

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Elapsed() {}

  /** Returns some milliseconds in words; a dash for NaN. */
  public static String of(double millis) {
    if (Double.isNaN(millis)) {
      return "-";
    }
    long most = Math.round(Math.abs(millis));
    return (millis < 0 && most > 0 ? "-" : "") + text(most);
  }

  private static String text(long millis) {
    if (millis < SECOND) {
      return millis + " ms";
    }
    if (millis < MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", Math.floor(millis / 100.0) / 10);
    }
    if (millis < HOUR) {
      return two(millis, MINUTE, "min", SECOND, "s");
    }
    return millis < DAY ? two(millis, HOUR, "h", MINUTE, "min") : two(millis, DAY, "d", HOUR, "h");
  }

  private static String two(long millis, long large, String name, long small, String ofSmall) {
    long rest = millis % large / small;
    String first = String.format(Locale.ROOT, "%,d %s", millis / large, name);
    return rest == 0 ? first : first + " " + rest + " " + ofSmall;
  }
}
