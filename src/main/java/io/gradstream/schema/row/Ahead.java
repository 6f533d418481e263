package io.gradstream.schema.row;

/** Looks ahead in a record for values of the usual, short form. */
final class Ahead {

  /** Where a value begins that is not of the usual form: beyond any array. */
  private static final int NOWHERE = Integer.MAX_VALUE;

  private Ahead() {}

  /**
   * Returns where the value of a field begins that is at {@code at}: there, or after its union's
   * index; beyond the bytes if it is null or its index is not the usual byte.
   */
  static int value(byte[] bytes, int at, int nullBranch) {
    if (nullBranch == Step.NEVER_NULL) {
      return at;
    }
    int present = 1 - nullBranch << 1;
    return at < bytes.length && bytes[at] == present ? at + 1 : NOWHERE;
  }

  /** Returns where a number of at most two bytes ends, negative if there is no such number. */
  static int endOfVarint(byte[] bytes, int from) {
    if (from >= bytes.length || bytes[from] >= 0) {
      return from >= bytes.length ? -1 : from + 1;
    }
    return from + 1 < bytes.length && bytes[from + 1] >= 0 ? from + 2 : -1;
  }

  /** Returns the number in {@code bytes[from, end)}, one byte or two. */
  static int varint(byte[] bytes, int from, int end) {
    int bits = bytes[from] & 0x7F;
    if (end > from + 1) {
      bits |= bytes[from + 1] << 7;
    }
    return bits >>> 1 ^ -(bits & 1);
  }

  /** Returns where a text of less than 64 bytes ends, negative if there is no such text. */
  static int endOfText(byte[] bytes, int from) {
    if (from >= bytes.length || (bytes[from] & 0x81) != 0) {
      return -1;
    }
    int end = from + 1 + (bytes[from] >> 1);
    return end <= bytes.length ? end : -1;
  }
}
