package io.gradstream.core.feature.dictionary;

import io.gradstream.core.data.Row;
import io.gradstream.core.state.LongArray;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
  private long @Nullable [] followed; // the hashes by position that are in the table, and no others
  private int followedCount;

  /**
   * Holds the categories of an array by position, {@link Row#MISSING} standing for none: after the
   * first time only those that have changed are taken out and put in.
   *
   * @param firstRow the row of the first position
   */
  public void follow(LongArray hashes, int firstRow) {
    int count = hashes.size();
    long[] before = followed;
    if (before == null || count < followedCount || 2 * count > tags.length) {
      rebuild(hashes, firstRow);
      return;
    }
    int[] changed = changed(before, followedCount, hashes);
    for (int at : changed) {
      if (at < followedCount && before[at] != Row.MISSING) {
        take(before[at]);
      }
    }
    long[] after = before.length < count ? Arrays.copyOf(before, count + (count >> 1)) : before;
    for (int at : changed) {
      after[at] = hashes.get(at);
      if (after[at] != Row.MISSING) {
        place(after[at], firstRow + at);
      }
    }
    followed = after;
    followedCount = count;
  }

  private void rebuild(LongArray hashes, int firstRow) {
    int count = hashes.size();
    clear(count);
    for (int at = 0; at < count; at++) {
      if (hashes.get(at) != Row.MISSING) {
        place(hashes.get(at), firstRow + at);
      }
    }
    followed = Arrays.copyOf(hashes.values(), count);
    followedCount = count;
  }

  private static int[] changed(long[] before, int count, LongArray now) {
    IntStream.Builder changed = IntStream.builder();
    int from = 0;
    for (int next = 0; next >= 0 && from < count; ) { // by the processor's widest comparison
      next = Arrays.mismatch(before, from, count, now.values(), from, count);
      if (next >= 0) {
        changed.add(from + next);
        from += next + 1;
      }
    }
    for (int at = count; at < now.size(); at++) {
      changed.add(at);
    }
    return changed.build().toArray();
  }

  /** Empties the table and makes room for {@code count} categories. */
  public void clear(int count) {
    followed = null;
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
    followed = null;
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
    followed = null;
    take(hash);
  }

  private void take(long hash) {
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
