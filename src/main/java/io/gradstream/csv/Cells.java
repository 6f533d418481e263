package io.gradstream.csv;

import java.util.Locale;

/**
 * What the text of a cell means; space around it counts only in texts.
 *
 * <p>Numbers are decimal: what Java would also take for one ({@code 12f}, {@code 0x1p3}, {@code
 * NaN}) is text here, since seats, flights and codes look like that.
 */
final class Cells {

  private Cells() {}

  /** Tells whether a cell holds no value: it is empty or {@code NA}. */
  static boolean isMissing(String cell) {
    return cell.length() <= 2 && (cell.isBlank() || cell.equals("NA"));
  }

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
