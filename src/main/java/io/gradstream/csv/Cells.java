package io.gradstream.csv;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the text of a cell means; space around it counts only in texts.
 *
 * <p>Numbers are decimal: what Java would also take for one ({@code 12f}, {@code 0x1p3}, {@code
 * NaN}) is text here, since seats, flights and codes look like that.
 */
final class Cells {

  private static final Pattern LEADING_ZERO = Pattern.compile("[+-]?0[0-9]+(\\.[0-9]*)?");
  private static final Pattern EXPONENT = Pattern.compile("[0-9]+[eE][0-9]+");
  private static final Pattern SIGNED_EXPONENT = Pattern.compile("[eE][+-]");
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");

  /** Whole numbers of so many digits are within 64 bits. */
  private static final int FEWEST_BEYOND = 18;

  private Cells() {}

  /** Tells whether a cell is {@code true} or {@code false} in any case. */
  static boolean isBoolean(String cell) {
    String text = cell.strip();
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  /** Tells whether a cell is a whole number of 64 bits. */
  static boolean isLong(String cell) {
    try {
      toLong(cell);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Tells whether a cell is a finite decimal number. */
  static boolean isNumber(String cell) {
    try {
      toDouble(cell);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Tells whether a cell looks like a number and is a code rather: as a number it would lose its
   * leading zeros ({@code 01220}) or digits (a whole number beyond 64 bits).
   */
  static boolean isCode(String cell) {
    String text = cell.strip();
    return LEADING_ZERO.matcher(text).matches()
        || text.length() > FEWEST_BEYOND && WHOLE.matcher(text).matches() && !isLong(text);
  }

  /**
   * Tells whether a cell looks like a number with an exponent, and may be a code ({@code 12E5}):
   * programs that write numbers so give them a point or the exponent a sign.
   */
  static boolean isBareExponent(String cell) {
    return EXPONENT.matcher(cell.strip()).matches();
  }

  /** Tells whether a number has a point, or an exponent with a sign, as no code has. */
  static boolean isFractional(String cell) {
    return cell.indexOf('.') >= 0 || SIGNED_EXPONENT.matcher(cell).find();
  }

  /** Returns a cell's value as a boolean. */
  static boolean toBoolean(String cell) {
    return switch (cell.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("not true or false");
    };
  }

  /** Returns a cell's value as a whole number. */
  static long toLong(String cell) {
    try {
      return Long.parseLong(cell.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a whole number", e);
    }
  }

  /** Returns a cell's value as a number. */
  static double toDouble(String cell) {
    String text = cell.strip();
    try {
      double value = isDecimal(text) ? Double.parseDouble(text) : Double.NaN;
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Signs, points or exponents in the wrong places: said below.
    }
    throw new IllegalArgumentException("not a number");
  }

  private static boolean isDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
