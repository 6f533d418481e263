package io.gradstream.core.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comparison that makes two classes of a number, such as {@code >= 15}.
 *
 * @param comparison how the number is compared
 * @param bound what it is compared with, finite
 */
public record Threshold(Comparison comparison, double bound) {

  /** The form of a threshold's text. */
  public static final Pattern TEXT =
      Pattern.compile("(>=|>|<=|<) *([-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?)");

  /** How a number is compared with the bound. */
  public enum Comparison {
    /** Greater or equal. */
    AT_LEAST(">="),
    /** Greater. */
    ABOVE(">"),
    /** Less or equal. */
    AT_MOST("<="),
    /** Less. */
    BELOW("<");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }
  }

  /** Checks the bound. */
  public Threshold {
    if (!Double.isFinite(bound)) {
      throw new IllegalArgumentException("a threshold's bound must be finite, was " + bound);
    }
  }

  /**
   * Returns the threshold that a text says, such as {@code >= 15}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Threshold parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no comparison such as '>= 15'");
    }
    double bound = Double.parseDouble(matcher.group(2));
    for (Comparison comparison : Comparison.values()) {
      if (comparison.sign.equals(matcher.group(1))) {
        return new Threshold(comparison, bound);
      }
    }
    throw new IllegalArgumentException("no comparison is written " + matcher.group(1));
  }

  /** Tells whether a number is of the positive class. */
  public boolean holds(double value) {
    return switch (comparison) {
      case AT_LEAST -> value >= bound;
      case ABOVE -> value > bound;
      case AT_MOST -> value <= bound;
      case BELOW -> value < bound;
    };
  }

  @Override
  public String toString() {
    return comparison.sign + " " + Categories.text(bound);
  }
}
