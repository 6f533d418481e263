package io.gradstream.core.text;

/**
 * The finite numbers that a setting may have; stated here once, where the setting is used.
 *
 * @param min least value
 * @param exclusive whether {@code min} itself is outside
 * @param max the values are less than this; infinite for no bound
 */
public record RealRange(double min, boolean exclusive, double max) {

  /** Returns the range of all finite numbers. */
  public static RealRange any() {
    return new RealRange(Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY);
  }

  /** Returns the range of numbers greater than {@code min}. */
  public static RealRange above(double min) {
    return new RealRange(min, true, Double.POSITIVE_INFINITY);
  }

  /** Returns the range of numbers from {@code min} on. */
  public static RealRange atLeast(double min) {
    return new RealRange(min, false, Double.POSITIVE_INFINITY);
  }

  /** Returns the range {@code [min, max)}. */
  public static RealRange from(double min, double max) {
    return new RealRange(min, false, max);
  }

  /** Returns the range {@code (min, max)}. */
  public static RealRange between(double min, double max) {
    return new RealRange(min, true, max);
  }

  /** Returns the part of the range below {@code newMax}. */
  public RealRange below(double newMax) {
    return new RealRange(min, exclusive, newMax);
  }

  /** Tells whether a value is in the range. */
  public boolean contains(double value) {
    return (exclusive ? value > min : value >= min) && value < max;
  }

  /**
   * Refuses a value outside the range.
   *
   * @param name of the setting, as the YAML has it
   * @throws IllegalArgumentException that says what is allowed
   */
  public void check(String name, double value) {
    if (!contains(value)) {
      throw new IllegalArgumentException("%s must be %s, was %s".formatted(name, text(), value));
    }
  }

  /** Refuses a value outside the range that is not infinite either, which means no bound. */
  public void checkBound(String name, double value) {
    if (value != Double.POSITIVE_INFINITY) {
      check(name, value);
    }
  }

  /** Returns the range in words: {@code in [0, 1)}, {@code greater than 0}, {@code at least 0}. */
  public String text() {
    if (min == Double.NEGATIVE_INFINITY) {
      return "a finite number";
    }
    if (max < Double.POSITIVE_INFINITY) {
      return "in " + (exclusive ? "(" : "[") + text(min) + ", " + text(max) + ")";
    }
    return (exclusive ? "greater than " : "at least ") + text(min);
  }

  /** Returns a bound as a person would write it. */
  public static String text(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
