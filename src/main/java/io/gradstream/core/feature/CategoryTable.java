package io.gradstream.core.feature;

import io.gradstream.core.data.Row;

/** From a category's hash to its parameter row: open addressing, linear probing; not state. */
final class CategoryTable {

  private static final int NONE = -1;

  private long[] keys = new long[64];
  private int[] rows = new int[64];

  /** Empties the table and makes room for {@code count} categories. */
  void clear(int count) {
    int capacity = Integer.highestOneBit(Math.max(32, count)) * 4;
    keys = new long[capacity];
    rows = new int[capacity];
  }

  /** Returns a category's row, -1 if it is not there; so for a missing one. */
  int find(long hash) {
    int mask = keys.length - 1;
    for (int at = (int) hash & mask; ; at = at + 1 & mask) {
      if (keys[at] == Row.MISSING) {
        return NONE;
      }
      if (keys[at] == hash) {
        return rows[at];
      }
    }
  }

  /**
   * Adds a category that is not there.
   *
   * @param count how many there are with it
   */
  void add(long hash, int row, int count) {
    if (2 * count > keys.length) {
      long[] oldKeys = keys;
      int[] oldRows = rows;
      keys = new long[2 * oldKeys.length];
      rows = new int[keys.length];
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldKeys[i] != Row.MISSING) {
          place(oldKeys[i], oldRows[i]);
        }
      }
    }
    place(hash, row);
  }

  /** Removes a category that is there; those that were pushed past it move up. */
  void remove(long hash) {
    int mask = keys.length - 1;
    int gap = (int) hash & mask;
    while (keys[gap] != hash) {
      gap = gap + 1 & mask;
    }
    for (int at = gap + 1 & mask; keys[at] != Row.MISSING; at = at + 1 & mask) {
      int pushed = at - (int) keys[at] & mask;
      if (pushed >= (at - gap & mask)) {
        keys[gap] = keys[at];
        rows[gap] = rows[at];
        gap = at;
      }
    }
    keys[gap] = Row.MISSING;
  }

  private void place(long hash, int row) {
    int mask = keys.length - 1;
    int at = (int) hash & mask;
    while (keys[at] != Row.MISSING) {
      at = at + 1 & mask;
    }
    keys[at] = hash;
    rows[at] = row;
  }
}
