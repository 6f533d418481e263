package io.gradstream.eval;

/** Lengths of time as a pipeline file has them, rounded up to such as people would choose. */
final class Lengths {

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private static final int[] OF_SIXTY = {1, 2, 5, 10, 15, 30};
  private static final int[] HOURS = {1, 2, 3, 6, 12, 24, 36};
  private static final int[] DAYS = {2, 3, 5, 7, 14, 30, 60, 90, 180};
  private static final int YEAR = 365;

  private Lengths() {}

  /** Returns the next such length, a second or more. */
  static long up(double millis) {
    for (long unit : new long[] {SECOND, MINUTE, HOUR, DAY}) {
      for (int many : unit == DAY ? DAYS : unit == HOUR ? HOURS : OF_SIXTY) {
        if (many * unit >= millis) {
          return many * unit;
        }
      }
    }
    return YEAR * DAY * (long) Math.ceil(millis / (YEAR * DAY));
  }

  /** Returns a length as a pipeline file has it. */
  static String text(long millis) {
    if (millis % DAY == 0) {
      return millis / DAY + "d";
    } else if (millis % HOUR == 0) {
      return millis / HOUR + "h";
    }
    return millis % MINUTE == 0 ? millis / MINUTE + "m" : millis / SECOND + "s";
  }
}
