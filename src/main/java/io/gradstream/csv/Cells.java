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

  /** Decimal numbers of so many characters are finite, if they have no exponent. */
  private static final int LONGEST_FINITE = 300;

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
    String text = cell.strip();
    if (!isWhole(text)) { // an exception for every text in a file takes longer than all else
      return false;
    }
    try {
      if (text.length() > FEWEST_BEYOND) {
        toLong(text);
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Tells whether a cell is a finite decimal number. */
  static boolean isNumber(String cell) {
    String text = cell.strip();
    return isDecimal(text)
        && (text.length() <= LONGEST_FINITE && !hasExponent(text)
            || Double.isFinite(Double.parseDouble(text)));
  }

  /**
   * Tells whether a cell looks like a number and is a code rather: as a number it would lose its
   * leading zeros ({@code 01220}) or digits (a whole number beyond 64 bits).
   */
  static boolean isCode(String cell) {
    String text = cell.strip();
    int first = afterSign(text, 0);
    return first + 1 < text.length()
            && text.charAt(first) == '0'
            && LEADING_ZERO.matcher(text).matches()
        || text.length() > FEWEST_BEYOND && WHOLE.matcher(text).matches() && !isLong(text);
  }

  /**
   * Tells whether a cell looks like a number with an exponent, and may be a code ({@code 12E5}):
   * programs that write numbers so give them a point or the exponent a sign.
   */
  static boolean isBareExponent(String cell) {
    return hasExponent(cell) && EXPONENT.matcher(cell.strip()).matches();
  }

  /** Tells whether a number has a point, or an exponent with a sign, as no code has. */
  static boolean isFractional(String cell) {
    return cell.indexOf('.') >= 0 || hasExponent(cell) && SIGNED_EXPONENT.matcher(cell).find();
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
    double value = isDecimal(text) ? Double.parseDouble(text) : Double.NaN;
    if (Double.isFinite(value)) {
      return value;
    }
    throw new IllegalArgumentException("not a number");
  }

  /** Tells whether a text is a sign, digits with or without a point, and an exponent. */
  private static boolean isDecimal(String text) {
    int at = afterSign(text, 0);
    int end = afterDigits(text, at);
    int digits = end - at;
    if (end < text.length() && text.charAt(end) == '.') {
      at = end + 1;
      end = afterDigits(text, at);
      digits += end - at;
    }
    if (digits > 0 && end < text.length() && (text.charAt(end) | ' ') == 'e') {
      at = afterSign(text, end + 1);
      end = afterDigits(text, at);
      digits = end - at;
    }
    return digits > 0 && end == text.length();
  }

  /** Tells whether a text is digits, of any script as Java takes them, with or without a sign. */
  private static boolean isWhole(String text) {
    int from = afterSign(text, 0);
    for (int i = from; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 10) < 0) {
        return false;
      }
    }
    return text.length() > from;
  }

  private static boolean hasExponent(String text) {
    return text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
  }

  private static int afterSign(String text, int at) {
    return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
  }

  private static int afterDigits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
