package io.gradstream.core.feature.past;

import io.gradstream.core.data.Row;
import io.gradstream.core.math.SlotOrder;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of which something is remembered, each with a slot; the least recently used is forgotten
 * when there are too many.
 *
 * <p>A key that was not touched for its time to live, by the times of its records, counts as
 * forgotten; its slot goes to the next new key once no other was touched less recently. State:
 * hash, order of use and time of the last record, by slot. The hash table and the list in order of
 * use are rebuilt by {@link #refresh} and never stored.
 */
final class KeyTable {

  /** Answer for a key of which nothing is remembered. */
  static final int NONE = SlotOrder.NONE;

  private static final int WIDTH = 3;
  private static final int ORDER = 1;
  private static final int TIME = 2;

  private final int most;
  private final long timeToLive;
  private final LongArray entries;
  private final SlotOrder order = new SlotOrder();
  private int[] table = new int[16]; // slot + 1, at the place that its hash gives
  private boolean isNew;
  private long @Nullable [] placed; // the keys in the hash table by slot, where it is followed
  private int placedCount;

  /**
   * Creates an empty table in the array {@code name}.
   *
   * @param most how many keys there may be
   * @param timeToLive milliseconds; 0 for ever
   */
  KeyTable(State.Scope scope, String name, int most, long timeToLive) {
    this.most = most;
    this.timeToLive = timeToLive;
    entries = scope.longs(name, 0);
  }

  /** Returns the slot of a key at a time, {@link #NONE} if it is unknown or forgotten. */
  int find(long key, long time) {
    int slot = lookup(key);
    return slot != NONE && isExpired(slot, time) ? NONE : slot;
  }

  /**
   * Makes a key the most recently used; returns its slot.
   *
   * @param key any hash but {@link Row#MISSING}
   */
  int touch(long key, long time) {
    int slot = lookup(key);
    isNew = slot == NONE || isExpired(slot, time);
    if (slot == NONE) {
      slot = admit(key, time);
    } else {
      order.unlink(slot);
    }
    int newest = order.newest();
    entries.set(WIDTH * slot + ORDER, newest == NONE ? 1 : entries.get(WIDTH * newest + ORDER) + 1);
    entries.set(WIDTH * slot + TIME, time);
    order.link(slot);
    return slot;
  }

  /** Tells whether what the slot touched last held before is forgotten. */
  boolean isNew() {
    return isNew;
  }

  /** Returns the number of slots ever used. */
  int size() {
    return entries.size() / WIDTH;
  }

  /** Returns the least recently used slot, {@link #NONE} if there is none. */
  int oldest() {
    return order.oldest();
  }

  /** Returns the slot that was used next after {@code slot}, {@link #NONE} for the newest. */
  int newerThan(int slot) {
    return order.newer(slot);
  }

  /** Returns the key in a slot. */
  long key(int slot) {
    return entries.get(WIDTH * slot);
  }

  /** Returns the time of the last record of the key in a slot. */
  long time(int slot) {
    return entries.get(WIDTH * slot + TIME);
  }

  /**
   * Brings the hash table up to date with slots that have changed in the state, where nothing is
   * touched until {@link #refresh}: their order of use is not known.
   */
  void applied() {
    int count = size();
    long[] before = placed;
    if (before == null || count < placedCount || 2 * count > table.length) {
      rehash();
      placed = LongStream.range(0, count).map(slot -> key((int) slot)).toArray();
    } else {
      int[] changed =
          IntStream.range(0, count)
              .filter(slot -> slot >= placedCount || key(slot) != before[slot])
              .toArray();
      placed = followed(before, changed, count);
    }
    placedCount = count;
  }

  private long[] followed(long[] before, int[] changed, int count) {
    for (int slot : changed) {
      if (slot < placedCount) {
        remove(slot, at -> before[at]);
      }
    }
    long[] after = count > before.length ? Arrays.copyOf(before, count + (count >> 1)) : before;
    for (int slot : changed) {
      after[slot] = key(slot);
      place(slot);
    }
    return after;
  }

  /** Rebuilds what is not stored. */
  void refresh() {
    placed = null;
    order.clear();
    IntStream.range(0, size())
        .boxed()
        .sorted(Comparator.comparingLong(slot -> entries.get(WIDTH * slot + ORDER)))
        .forEach(order::link);
    rehash();
  }

  private boolean isExpired(int slot, long time) {
    return timeToLive > 0 && time - time(slot) > timeToLive;
  }

  private int lookup(long key) {
    int mask = table.length - 1;
    for (int at = (int) key & mask; table[at] != 0; at = at + 1 & mask) {
      if (key(table[at] - 1) == key) {
        return table[at] - 1;
      }
    }
    return NONE;
  }

  private int admit(long key, long time) {
    int slot = size();
    if (slot == most || slot > 0 && isExpired(order.oldest(), time)) {
      slot = order.oldest();
      order.unlink(slot);
      remove(slot, this::key);
    } else {
      entries.grow(WIDTH * (slot + 1));
    }
    entries.set(WIDTH * slot, key);
    if (2 * size() > table.length) {
      rehash();
    } else {
      place(slot);
    }
    return slot;
  }

  private void rehash() {
    table = new int[4 * Integer.highestOneBit(Math.max(4, size()))];
    IntStream.range(0, size()).forEach(this::place);
  }

  private void place(int slot) {
    int mask = table.length - 1;
    int at = (int) key(slot) & mask;
    while (table[at] != 0) {
      at = at + 1 & mask;
    }
    table[at] = slot + 1;
  }

  /** Takes a slot out of the hash table and moves up those that had to make way for it. */
  private void remove(int slot, IntToLongFunction keys) {
    int mask = table.length - 1;
    int hole = (int) keys.applyAsLong(slot) & mask;
    while (table[hole] != slot + 1) {
      hole = hole + 1 & mask;
    }
    for (int at = hole + 1 & mask; table[at] != 0; at = at + 1 & mask) {
      int home = (int) keys.applyAsLong(table[at] - 1) & mask;
      if ((at - home & mask) >= (at - hole & mask)) {
        table[hole] = table[at];
        hole = at;
      }
    }
    table[hole] = 0;
  }
}
