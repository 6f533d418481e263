package io.gradstream.core.data;

import java.nio.charset.StandardCharsets;

/**
 * The text by which a value counts as a category, the same whatever type carried it.
 *
 * <p>Category 7 of an int field, of a string field "7" and of a double field 7.0 is one category,
 * so a producer may change a field's type without the model losing what it learned.
 */
public final class Categories {

  private static final double EXACT_LONGS = 1L << 53;

  private Categories() {}

  /** Returns the text of a number: without a fraction if it has none, else as Java prints it. */
  public static String text(double value) {
    if (value == Math.rint(value) && Math.abs(value) <= EXACT_LONGS) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }

  /** Returns the hash by which a category of a field is known, never {@link Row#MISSING}. */
  public static long hash(String field, String text) {
    byte[] name = field.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long seed = XxHash64.hash(name, 0, name.length, 0);
    long hash = XxHash64.hash(bytes, 0, bytes.length, seed);
    return hash == Row.MISSING ? 1 : hash;
  }

  /**
   * Writes the decimal digits of {@code value} at the end of {@code buffer}.
   *
   * @param buffer at least 20 bytes
   * @return index of the first byte written
   */
  static int digits(long value, byte[] buffer) {
    int at = buffer.length;
    long rest = value;
    do {
      long next = rest / 10;
      buffer[--at] = (byte) ('0' + Math.abs(rest - next * 10));
      rest = next;
    } while (rest != 0);
    if (value < 0) {
      buffer[--at] = '-';
    }
    return at;
  }
}
