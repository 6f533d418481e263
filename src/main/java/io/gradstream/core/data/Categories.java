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
    return isWhole(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** Returns the hash by which a category of a field is known, never {@link Row#MISSING}. */
  public static long hash(String field, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return hash(bytes, 0, bytes.length, seed(field));
  }

  /** Returns the seed of a field's hashes. */
  static long seed(String field) {
    byte[] name = field.getBytes(StandardCharsets.UTF_8);
    return XxHash64.hash(name, 0, name.length, 0);
  }

  /**
   * Returns the hash of the category whose UTF-8 text is {@code bytes[from, from + length)}, never
   * {@link Row#MISSING}.
   */
  static long hash(byte[] bytes, int from, int length, long seed) {
    long hash = XxHash64.hash(bytes, from, length, seed);
    return hash == Row.MISSING ? 1 : hash;
  }

  /** Tells whether a number's text is that of a whole number of 64 bits. */
  static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) <= EXACT_LONGS;
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
