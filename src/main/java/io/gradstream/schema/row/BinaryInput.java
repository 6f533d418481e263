package io.gradstream.schema.row;

import io.gradstream.core.data.Refusal.Reason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Avro's binary encoding, read from a byte array without allocating.
 *
 * <p>Every method that reads checks the bounds first and throws {@link BadRecordException} of
 * reason MALFORMED where the bytes end too early or hold a length, an index or a number that cannot
 * be; so no input, however broken, makes it read outside the array or reserve memory.
 */
final class BinaryInput {

  private static final VarHandle DOUBLES =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LAST_SHIFT = 63;

  private byte[] bytes = {};
  private int position;

  /** Starts to read {@code newBytes} at {@code from}. */
  void reset(byte[] newBytes, int from) {
    bytes = newBytes;
    position = from;
  }

  /** Returns the array that is read. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns the index of the next byte. */
  int position() {
    return position;
  }

  /** Goes to a position. */
  void moveTo(int to) {
    position = to;
  }

  /** Reads a long: zigzag, seven bits a byte, least significant first. */
  long readLong() throws BadRecordException {
    int at = position;
    if (at < bytes.length && bytes[at] >= 0) {
      position = at + 1;
      return unzigzag(bytes[at]);
    }
    return unzigzag(readLongerVarint());
  }

  private static long unzigzag(long bits) {
    return bits >>> 1 ^ -(bits & 1);
  }

  private long readLongerVarint() throws BadRecordException {
    long bits = 0;
    for (int shift = 0; shift <= LAST_SHIFT; shift += 7) {
      byte next = bytes[skip(1)];
      bits |= (next & 0x7FL) << shift;
      if (next >= 0 && (shift < LAST_SHIFT || next <= 1)) {
        return bits;
      }
    }
    throw malformed("a number has more than 64 bits");
  }

  /** Reads an int, which must not have the bits of a long. */
  int readInt() throws BadRecordException {
    long value = readLong();
    if ((int) value != value) {
      throw malformed("an int has more than 32 bits");
    }
    return (int) value;
  }

  /** Reads a double. */
  double readDouble() throws BadRecordException {
    return (double) DOUBLES.get(bytes, skip(Double.BYTES));
  }

  /** Reads a float. */
  float readFloat() throws BadRecordException {
    return (float) FLOATS.get(bytes, skip(Float.BYTES));
  }

  /** Reads a boolean, which must be the byte 0 or 1. */
  boolean readBoolean() throws BadRecordException {
    byte value = bytes[skip(1)];
    if ((value & ~1) != 0) {
      throw malformed("a boolean is neither 0 nor 1");
    }
    return value == 1;
  }

  /** Reads an enum's or a union's index, which must be in {@code [0, limit)}. */
  int readIndex(int limit) throws BadRecordException {
    long index = readLong();
    if (index < 0 || index >= limit) {
      throw malformed("index %d is not one of %d".formatted(index, limit));
    }
    return (int) index;
  }

  /**
   * Reads the branch of a union of null and one other type, and tells whether it is the null.
   *
   * @param nullBranch 0 or 1; if negative there is no union, nothing is read and nothing null
   */
  boolean readNull(int nullBranch) throws BadRecordException {
    return nullBranch >= 0 && readBranch() == nullBranch;
  }

  /** Goes to a field and tells whether it is null, as {@link #readNull} does. */
  boolean isNullAt(int at, int nullBranch) throws BadRecordException {
    position = at;
    return readNull(nullBranch);
  }

  private int readBranch() throws BadRecordException {
    int at = position;
    if (at < bytes.length && (bytes[at] & ~2) == 0) { // as every writer writes it: one byte, 0 or 2
      position = at + 1;
      return bytes[at] >> 1;
    }
    return readIndex(2);
  }

  /** Reads a length in bytes, of which so many must follow. */
  int readLength() throws BadRecordException {
    long length = readLong();
    if (length < 0 || length > bytes.length - position) {
      throw malformed(
          "length %d where %d bytes are left".formatted(length, bytes.length - position));
    }
    return (int) length;
  }

  /**
   * Passes over {@code count} bytes, which must be there.
   *
   * @param count at least 0
   * @return index of the first byte passed over
   */
  int skip(int count) throws BadRecordException {
    int from = position;
    if (count > bytes.length - from) {
      throw malformed("%d bytes are wanted and %d left".formatted(count, bytes.length - from));
    }
    position = from + count;
    return from;
  }

  /** Returns the exception for bytes that do not follow the schema. */
  BadRecordException malformed(String what) {
    return new BadRecordException(
        Reason.MALFORMED, "malformed Avro near byte %d: %s".formatted(position, what));
  }
}
