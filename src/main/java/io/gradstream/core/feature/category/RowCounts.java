package io.gradstream.core.feature.category;

import java.util.Arrays;

/**
 * How often each of a record's parameter rows occurs, in order of the rows. Scratch memory, not
 * state.
 */
final class RowCounts {

  private int[] rows = new int[16];
  private int[] counts = new int[16];
  private int size;

  void clear() {
    size = 0;
  }

  /** Adds an occurrence of a row; -1 for none. */
  void add(int row) {
    if (row < 0) {
      return;
    }
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      counts = new int[rows.length];
    }
    rows[size++] = row;
  }

  /** Counts equal rows together, once all were added. */
  void sort() {
    Arrays.sort(rows, 0, size);
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (i > 0 && rows[i] == rows[distinct - 1]) {
        counts[distinct - 1]++;
      } else {
        rows[distinct] = rows[i];
        counts[distinct++] = 1;
      }
    }
    size = distinct;
  }

  /** Returns the number of rows; distinct ones once they are sorted. */
  int size() {
    return size;
  }

  int row(int i) {
    return rows[i];
  }

  int count(int i) {
    return counts[i];
  }
}
