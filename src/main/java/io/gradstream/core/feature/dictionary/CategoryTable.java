package io.gradstream.core.feature.dictionary;

/**
 * From a category's hash to its parameter row: open addressing, linear probing; not state.
 *
 * <p>A byte of each hash stands apart, so that looking for one that is not there, which is the rule
 * in a wide field with a bound, reads an array small enough for a processor's cache.
 */
public final class CategoryTable {

  private static final int NONE = -1;
  private static final byte EMPTY = 0;
  private static final int TAG_SHIFT = 57;

  private byte[] tags = new byte[64];
  private long[] keys = new long[64];
  private int[] rows = new int[64];

  /** Empties the table and makes room for {@code count} categories. */
  public void clear(int count) {
    reserve(Integer.highestOneBit(Math.max(32, count)) * 4);
  }

  /** Returns a category's row, -1 if it is not there; so for a missing one. */
  public int find(long hash) {
    int mask = tags.length - 1;
    byte wanted = tag(hash);
    for (int at = (int) hash & mask; ; at = at + 1 & mask) {
      byte tag = tags[at];
      if (tag == EMPTY) {
        return NONE;
      }
      if (tag == wanted && keys[at] == hash) {
        return rows[at];
      }
    }
  }

  /**
   * Adds a category that is not there.
   *
   * @param count how many there are with it
   */
  public void add(long hash, int row, int count) {
    if (2 * count > tags.length) {
      byte[] oldTags = tags;
      long[] oldKeys = keys;
      int[] oldRows = rows;
      reserve(2 * oldTags.length);
      for (int i = 0; i < oldTags.length; i++) {
        if (oldTags[i] != EMPTY) {
          place(oldKeys[i], oldRows[i]);
        }
      }
    }
    place(hash, row);
  }

  /** Removes a category that is there; those that were pushed past it move up. */
  void remove(long hash) {
    int mask = tags.length - 1;
    int gap = (int) hash & mask;
    while (keys[gap] != hash) {
      gap = gap + 1 & mask;
    }
    for (int at = gap + 1 & mask; tags[at] != EMPTY; at = at + 1 & mask) {
      int pushed = at - (int) keys[at] & mask;
      if (pushed >= (at - gap & mask)) {
        tags[gap] = tags[at];
        keys[gap] = keys[at];
        rows[gap] = rows[at];
        gap = at;
      }
    }
    tags[gap] = EMPTY;
    keys[gap] = 0;
  }

  private void reserve(int capacity) {
    tags = new byte[capacity];
    keys = new long[capacity];
    rows = new int[capacity];
  }

  private void place(long hash, int row) {
    int mask = tags.length - 1;
    int at = (int) hash & mask;
    while (tags[at] != EMPTY) {
      at = at + 1 & mask;
    }
    tags[at] = tag(hash);
    keys[at] = hash;
    rows[at] = row;
  }

  /** Returns seven bits that the position of a hash does not depend on, never {@link #EMPTY}. */
  private static byte tag(long hash) {
    return (byte) (hash >>> TAG_SHIFT | 0x80);
  }
}
