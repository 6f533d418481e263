package io.gradstream.schema.row;

import io.gradstream.core.data.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Reads decimals: an unscaled two's-complement integer, most significant byte first, times ten to
 * the power of minus the scale.
 *
 * <p>As a number a decimal is the double that is nearest to it; one of up to fifteen digits is
 * computed without allocating. As a category it is its plain decimal text without trailing zeros,
 * so that 1.50, 1.5 and the double 1.5 are one category; beyond a thousand digits of scale the text
 * has an exponent.
 *
 * @param size bytes of the unscaled integer, {@link #LENGTH_FIRST} if its length stands before it
 * @param scale digits after the point, {@link #SCALE_INSIDE} for a {@code big-decimal}, whose bytes
 *     hold integer and scale, {@link #SCALE_BEFORE} where an int before the bytes is the scale
 */
record DecimalReader(int size, int scale) {

  /** Size of a decimal in bytes, whose length differs from value to value. */
  static final int LENGTH_FIRST = -1;

  /** Scale of a big-decimal, which every value states for itself. */
  static final int SCALE_INSIDE = -1;

  /** Scale of a decimal that states it for each value, before the value. */
  static final int SCALE_BEFORE = -2;

  /** Longest integer that is read, in bytes: arithmetic on longer ones could be used to stall. */
  static final int MAX_BYTES = 1024;

  private static final int MAX_SCALE = 100_000;
  private static final int MAX_PLAIN_SCALE = 1000;
  private static final long EXACT_LONGS = 1L << 53;
  private static final long TOO_LARGE = Long.MAX_VALUE;
  private static final double[] EXACT_POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** Reads a decimal as a number. */
  void number(BinaryInput in, Sink.OfNumbers sink, Row row, int slot) throws BadRecordException {
    sink.real(number(in), row, slot);
  }

  /** Reads a decimal as the text of its category. */
  void text(BinaryInput in, Sink.OfTexts sink, Row row, int slot) throws BadRecordException {
    sink.text(text(in), row, slot);
  }

  /** Returns the nearest double; infinite if the decimal is beyond all of them. */
  private double number(BinaryInput in) throws BadRecordException {
    if (scale < 0) {
      return stated(in).doubleValue();
    }
    int length = length(in);
    int from = in.skip(length);
    long unscaled = small(in.bytes(), from, length);
    // Both are exact, so that the division rounds once.
    return unscaled != TOO_LARGE && scale < EXACT_POWERS.length
        ? unscaled / EXACT_POWERS[scale]
        : decimal(in, from, length, scale).doubleValue();
  }

  private byte[] text(BinaryInput in) throws BadRecordException {
    BigDecimal value = scale < 0 ? stated(in) : plain(in);
    if (Math.abs((long) value.scale()) > MAX_SCALE) {
      throw in.malformed("a decimal has a scale of " + value.scale());
    }
    BigDecimal stripped = value.stripTrailingZeros();
    boolean plain = Math.abs(stripped.scale()) <= MAX_PLAIN_SCALE;
    String text = plain ? stripped.toPlainString() : stripped.toString();
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private BigDecimal stated(BinaryInput in) throws BadRecordException {
    if (scale == SCALE_INSIDE) {
      return big(in);
    }
    int stated = in.readInt();
    int length = checked(in, in.readLength());
    return decimal(in, in.skip(length), length, stated);
  }

  private BigDecimal plain(BinaryInput in) throws BadRecordException {
    int length = length(in);
    return decimal(in, in.skip(length), length, scale);
  }

  /** Within the value's bytes stand the integer, its length first, and the scale. */
  private static BigDecimal big(BinaryInput in) throws BadRecordException {
    int bytes = in.readLength();
    int end = in.position() + bytes;
    int length = checked(in, in.readLength());
    int from = in.skip(length);
    int scale = in.readInt();
    if (in.position() > end) {
      throw in.malformed("a big-decimal is longer than its %d bytes".formatted(bytes));
    }
    in.moveTo(end);
    return decimal(in, from, length, scale);
  }

  private int length(BinaryInput in) throws BadRecordException {
    return checked(in, size == LENGTH_FIRST ? in.readLength() : size);
  }

  private static int checked(BinaryInput in, int length) throws BadRecordException {
    if (length < 1 || length > MAX_BYTES) {
      throw in.malformed("a decimal has %d bytes, not 1 to %d".formatted(length, MAX_BYTES));
    }
    return length;
  }

  private static BigDecimal decimal(BinaryInput in, int from, int length, int scale) {
    return new BigDecimal(new BigInteger(in.bytes(), from, length), scale);
  }

  /** Returns the integer if a double holds it exactly, else {@link #TOO_LARGE}. */
  private static long small(byte[] bytes, int from, int length) {
    long value = bytes[from];
    for (int i = from + 1; i < from + length; i++) {
      value = value << Byte.SIZE | bytes[i] & 0xff;
      if (Math.abs(value) > EXACT_LONGS) {
        return TOO_LARGE;
      }
    }
    return value;
  }
}
