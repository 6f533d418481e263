package io.gradstream.core.delay;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that numbers and texts are appended to, and read back from in the same order.
 *
 * <p>Whole numbers take as many groups of seven bits as they need, the least first; a double's bits
 * are reversed first, so that a short one (1400, .5) takes two or three bytes.
 */
final class Packed {

  private static final int MORE = 0x80;
  private static final int GROUP = 7;

  private byte[] bytes = new byte[256];
  private int size;
  private int at;

  /** Makes it empty. */
  void clear() {
    size = 0;
    at = 0;
  }

  /** Makes room for {@code length} bytes, to be filled in {@link #bytes} and read. */
  byte[] refill(int length) {
    clear();
    reserve(length);
    size = length;
    return bytes;
  }

  /** Returns the bytes, of which the first {@link #size} count. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /** Returns where reading goes on. */
  int position() {
    return at;
  }

  void putByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** Appends a whole number of 0 or more. */
  void putCount(long value) {
    reserve(Long.BYTES + 2);
    long rest = value;
    while ((rest & -MORE) != 0) {
      bytes[size++] = (byte) (rest | MORE);
      rest >>>= GROUP;
    }
    bytes[size++] = (byte) rest;
  }

  /** Appends a whole number of either sign. */
  void putLong(long value) {
    putCount(value << 1 ^ value >> Long.SIZE - 1);
  }

  void putDouble(double value) {
    putCount(Long.reverse(Double.doubleToRawLongBits(value)));
  }

  void putBytes(byte[] from) {
    putCount(from.length);
    reserve(from.length);
    System.arraycopy(from, 0, bytes, size, from.length);
    size += from.length;
  }

  /** Appends bytes that may not be there. */
  void putOptional(byte @Nullable [] from) {
    putCount(from == null ? 0 : 1);
    if (from != null) {
      putBytes(from);
    }
  }

  /** Appends numbers with their count. */
  void putDoubles(double[] from, int count) {
    putCount(count);
    for (int i = 0; i < count; i++) {
      putDouble(from[i]);
    }
  }

  /** Appends what another holds, without its length. */
  void putAll(Packed other) {
    reserve(other.size);
    System.arraycopy(other.bytes, 0, bytes, size, other.size);
    size += other.size;
  }

  int getByte() {
    return bytes[at++];
  }

  long getCount() {
    long value = 0;
    for (int shift = 0; ; shift += GROUP) {
      byte group = bytes[at++];
      value |= (long) (group & MORE - 1) << shift;
      if (group >= 0) {
        return value;
      }
    }
  }

  long getLong() {
    long value = getCount();
    return value >>> 1 ^ -(value & 1);
  }

  double getDouble() {
    return Double.longBitsToDouble(Long.reverse(getCount()));
  }

  byte[] getBytes() {
    int length = (int) getCount();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  byte @Nullable [] getOptional() {
    return getCount() == 0 ? null : getBytes();
  }

  double[] getDoubles() {
    double[] values = new double[(int) getCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = getDouble();
    }
    return values;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
