package io.gradstream.core.delay;

import java.util.Arrays;

/**
 * Finds slots by the 64-bit hash of their key, those of one hash in the order in which they were
 * added: chained hashing; derived, not state.
 */
final class SlotTable {

  static final int NONE = -1;

  private static final int UNUSED_BITS = 2; // may be 0 in every hash

  private int[] first;
  private int[] last;
  private int[] next; // by slot
  private long[] hashes; // by slot
  private int size;

  SlotTable() {
    clear();
  }

  /** Forgets every slot. */
  void clear() {
    first = empty(64);
    last = empty(64);
    next = new int[64];
    hashes = new long[64];
    size = 0;
  }

  /** Adds a slot that is not there. */
  void add(int slot, long hash) {
    if (slot >= next.length) {
      int capacity = Math.max(slot + 1, next.length + (next.length >> 1));
      next = Arrays.copyOf(next, capacity);
      hashes = Arrays.copyOf(hashes, capacity);
    }
    hashes[slot] = hash;
    append(slot);
    size++;
    if (size > first.length) {
      spread();
    }
  }

  /** Returns the slot added first of a hash, {@link #NONE} if there is none. */
  int find(long hash) {
    return from(first[bucket(hash)], hash);
  }

  /** Returns the slot of the same hash that was added after this one. */
  int after(int slot) {
    return from(next[slot], hashes[slot]);
  }

  /** Returns the hash of a slot. */
  long hash(int slot) {
    return hashes[slot];
  }

  /** Removes a slot that is there. */
  void remove(int slot) {
    int bucket = bucket(hashes[slot]);
    int before = NONE;
    for (int at = first[bucket]; at != slot; at = next[at]) {
      before = at;
    }
    if (before == NONE) {
      first[bucket] = next[slot];
    } else {
      next[before] = next[slot];
    }
    if (last[bucket] == slot) {
      last[bucket] = before;
    }
    size--;
  }

  private int from(int start, long hash) {
    int slot = start;
    while (slot != NONE && hashes[slot] != hash) {
      slot = next[slot];
    }
    return slot;
  }

  private void append(int slot) {
    int bucket = bucket(hashes[slot]);
    next[slot] = NONE;
    if (last[bucket] == NONE) {
      first[bucket] = slot;
    } else {
      next[last[bucket]] = slot;
    }
    last[bucket] = slot;
  }

  /** Chain by chain, so slots of one hash stay in their order. */
  private void spread() {
    int[] old = first;
    first = empty(2 * old.length);
    last = empty(2 * old.length);
    for (int start : old) {
      int following;
      for (int slot = start; slot != NONE; slot = following) {
        following = next[slot];
        append(slot);
      }
    }
  }

  private int bucket(long hash) {
    return (int) (hash >>> UNUSED_BITS) & first.length - 1;
  }

  private static int[] empty(int length) {
    int[] buckets = new int[length];
    Arrays.fill(buckets, NONE);
    return buckets;
  }
}
