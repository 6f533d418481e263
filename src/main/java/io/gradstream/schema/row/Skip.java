package io.gradstream.schema.row;

import java.util.List;

/**
 * Finds the end of a value that nobody reads and that has no fixed shape.
 *
 * <p>What is passed over is checked only as far as finding its end needs.
 */
@FunctionalInterface
interface Skip {

  /** Passes over a value that takes no bytes. */
  Skip NOTHING = (in, depth) -> {};

  /** How deep a value may nest; a longer chain would overflow the thread's stack. */
  int MAX_DEPTH = 1000;

  /**
   * Passes over one value.
   *
   * @param depth how many values this one is nested in
   */
  void skip(BinaryInput in, int depth) throws BadRecordException;

  /** Passes over an array's or map's blocks; a block that tells its size is passed as a whole. */
  static Skip blocks(Skip item) {
    return (in, depth) -> {
      for (long count = in.readLong(); count != 0; count = in.readLong()) {
        if (count < 0) {
          in.skip(in.readLength());
        } else if (item != NOTHING) { // else any count fits in no bytes, and need not be counted
          items(item, count, in, depth);
        }
      }
    };
  }

  private static void items(Skip item, long count, BinaryInput in, int depth)
      throws BadRecordException {
    for (long i = 0; i < count; i++) {
      item.skip(in, deeper(in, depth));
    }
  }

  /** Passes over one value after the other; {@code parts} may still be filled by the caller. */
  static Skip sequence(List<Skip> parts) {
    return (in, depth) -> {
      for (Skip part : parts) {
        part.skip(in, deeper(in, depth));
      }
    };
  }

  /** Passes over a union: an index, then the branch of that index. */
  static Skip union(List<Skip> branches) {
    return (in, depth) -> branches.get(in.readIndex(branches.size())).skip(in, deeper(in, depth));
  }

  private static int deeper(BinaryInput in, int depth) throws BadRecordException {
    if (depth == MAX_DEPTH) {
      throw in.malformed("values are nested deeper than " + MAX_DEPTH);
    }
    return depth + 1;
  }
}
