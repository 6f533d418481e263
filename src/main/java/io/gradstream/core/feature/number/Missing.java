package io.gradstream.core.feature.number;

import io.gradstream.core.feature.RunningScaler;

/**
 * What stands in for a number that is missing, that is not finite, or whose square would overflow.
 *
 * @param kind where the stand-in comes from
 * @param value the stand-in of {@link Kind#CONSTANT}, within 1e150 of 0; 0 for the others
 * @param indicator whether every field has a 0/1 column besides, {@code distance missing}
 */
public record Missing(Kind kind, double value, boolean indicator) {

  /** Where a stand-in comes from. */
  public enum Kind {
    /** The column's running mean; the record is not counted into the column's statistics. */
    MEAN,
    /** A number, put in before scaling and counted like any other value. */
    CONSTANT,
    /**
     * The value of the last record that had one, put in before scaling and counted like any other;
     * the mean before there was one.
     */
    LAST
  }

  /** The running mean: encoded as 0 once standardised, and not counted into the statistics. */
  public static final Missing MEAN = new Missing(Kind.MEAN, 0, false);

  /** The number 0, before scaling: counted into the statistics like any other value. */
  public static final Missing ZERO = constant(0);

  /** The last value seen, before scaling: counted into the statistics like any other value. */
  public static final Missing LAST = new Missing(Kind.LAST, 0, false);

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if it is too large to be counted
   */
  public Missing {
    if (!(Math.abs(value) <= RunningScaler.LARGEST)) {
      throw new IllegalArgumentException(
          "missing must be mean, zero, last or a number from -1e150 to 1e150, was " + value);
    }
    value += 0.0; // -0 is 0
  }

  /** Returns a number that stands in for what is missing. */
  public static Missing constant(double value) {
    return new Missing(Kind.CONSTANT, value, false);
  }

  /** Returns the same with a column for each field that tells whether it was missing. */
  public Missing withIndicator() {
    return new Missing(kind, value, true);
  }

  /** Returns the setting in words: {@code mean}, {@code zero}, {@code last} or the number. */
  String description() {
    String what =
        switch (kind) {
          case MEAN -> "mean";
          case LAST -> "last";
          case CONSTANT -> value == 0 ? "zero" : Double.toString(value);
        };
    return "missing " + what + (indicator ? ", indicator" : "");
  }
}
