package io.gradstream.core.feature.past;

import io.gradstream.core.text.WholeRange;

/**
 * Which past entries count: the last few, or those within a span of time.
 *
 * @param most how many at most, 1 or more
 * @param within milliseconds between an entry and the present, either way; 0 for any
 */
public record PastWindow(int most, long within) {

  /** How many entries a window may hold. */
  public static final WholeRange MOST = WholeRange.atLeast(1);

  private static final WholeRange WITHIN = WholeRange.atLeast(0);

  /** Checks the ranges. */
  public PastWindow {
    MOST.check("max-values", most);
    WITHIN.check("within", within);
  }

  /** Returns a window of the last {@code count} entries. */
  public static PastWindow last(int count) {
    return new PastWindow(count, 0);
  }

  /** Tells whether an entry counts at a time. */
  boolean contains(long entry, long time) {
    return within == 0 || Math.abs(time - entry) <= within;
  }

  /** Returns the window as part of a column's name. */
  String text() {
    return within == 0 ? "of last " + most : "within " + duration(within);
  }

  /** Returns a length of time in its largest unit that leaves a whole number. */
  private static String duration(long millis) {
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
