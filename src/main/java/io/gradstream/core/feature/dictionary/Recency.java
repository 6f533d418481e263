package io.gradstream.core.feature.dictionary;

import java.util.Arrays;

/**
 * The categories of each vocabulary in the order in which they were last seen: linked lists of
 * their positions. Derived from the times of the state, in which equal times may stand in any
 * order, since they expire together.
 */
final class Recency {

  private static final int NONE = -1;

  private int[] older = new int[64]; // by position; the position of the neighbour
  private int[] newer = new int[64];
  private int[] oldest = {}; // by vocabulary
  private int[] newest = {};

  /** Empties the lists of {@code vocabularies} vocabularies. */
  void clear(int vocabularies) {
    oldest = new int[vocabularies];
    newest = new int[vocabularies];
    Arrays.fill(oldest, NONE);
    Arrays.fill(newest, NONE);
  }

  /** Returns the position that was not seen for longest, -1 if the list is empty. */
  int oldest(int vocabulary) {
    return oldest[vocabulary];
  }

  /** Makes a position that is in no list the one seen last. */
  void add(int vocabulary, int at) {
    if (at >= older.length) {
      older = Arrays.copyOf(older, Math.max(at + 1, 2 * older.length));
      newer = Arrays.copyOf(newer, older.length);
    }
    int before = newest[vocabulary];
    older[at] = before;
    newer[at] = NONE;
    newest[vocabulary] = at;
    if (before == NONE) {
      oldest[vocabulary] = at;
    } else {
      newer[before] = at;
    }
  }

  /** Takes a position out of its list. */
  void remove(int vocabulary, int at) {
    if (older[at] == NONE) {
      oldest[vocabulary] = newer[at];
    } else {
      newer[older[at]] = newer[at];
    }
    if (newer[at] == NONE) {
      newest[vocabulary] = older[at];
    } else {
      older[newer[at]] = older[at];
    }
  }

  /** Makes a position that is in its list the one seen last. */
  void touch(int vocabulary, int at) {
    if (newest[vocabulary] != at) {
      remove(vocabulary, at);
      add(vocabulary, at);
    }
  }
}
