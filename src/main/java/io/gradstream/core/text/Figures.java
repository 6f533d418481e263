package io.gradstream.core.text;

import java.util.Arrays;
import java.util.Locale;

/**
 * How numbers that stand together are written: all with the same decimals, or all with a power of
 * ten.
 *
 * <p>The largest has five significant digits or more (four below 1), and the smallest three unless
 * that takes more than four decimals. Powers of ten are for numbers that are too large or too small
 * for a column. Thousands are separated in counts alone. What is not a number is a dash.
 *
 * @param decimals how many digits stand after the point
 * @param power whether a power of ten follows
 */
public record Figures(int decimals, boolean power) {

  private static final int USUAL = 4;
  private static final int FEWER = 2;
  private static final double LARGEST = 1e12;
  private static final double SMALLEST = 1e-6;
  private static final Figures WHOLE = new Figures(0, false);

  /** Returns how {@code values} are written; NaN and infinite ones say nothing. */
  public static Figures of(double... values) {
    double[] sizes =
        Arrays.stream(values).filter(Double::isFinite).map(Math::abs).filter(x -> x > 0).toArray();
    double largest = Arrays.stream(sizes).max().orElse(0);
    if (largest >= LARGEST || largest > 0 && largest < SMALLEST) {
      return new Figures(USUAL, true);
    }
    double smallest = Arrays.stream(sizes).min().orElse(0);
    int ofSmallest = Math.min(USUAL, 2 - magnitude(smallest));
    return new Figures(Math.max(ofLargest(largest), ofSmallest), false);
  }

  /** Returns the same, without decimals where all are whole numbers, as labels often are. */
  public static Figures ofLabels(double... values) {
    boolean whole =
        Arrays.stream(values)
            .filter(Double::isFinite)
            .allMatch(x -> x == Math.rint(x) && Math.abs(x) < LARGEST);
    return whole ? WHOLE : of(values);
  }

  /** Returns the same with a power of ten, for those that stand below others with one. */
  public Figures withPower() {
    return new Figures(USUAL, true);
  }

  /**
   * Tells whether numbers that are to be written as {@code other} can be written so, below others:
   * with two decimals less they still have two significant digits.
   */
  public boolean holds(Figures other) {
    return power == other.power && decimals >= other.decimals - FEWER;
  }

  /** Returns one number alone as it is written in sentences. */
  public static String one(double value) {
    return of(value).text(value);
  }

  /** Returns a count, its thousands separated. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Returns a number as text. */
  public String text(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    String text = String.format(Locale.ROOT, "%." + decimals + (power ? "e" : "f"), value);
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text; // rounded to nothing
  }

  private static int ofLargest(double value) {
    if (value == 0) {
      return USUAL;
    }
    return value < 1
        ? Math.max(USUAL, USUAL - 1 - magnitude(value))
        : Math.max(0, Math.min(USUAL, USUAL + 1 - magnitude(value)));
  }

  /** Returns the power of ten of a number's first digit. */
  private static int magnitude(double value) {
    return value == 0 ? 2 : (int) Math.floor(Math.log10(value));
  }
}
