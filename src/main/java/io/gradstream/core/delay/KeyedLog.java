package io.gradstream.core.delay;

import io.gradstream.core.data.XxHash64;
import io.gradstream.core.math.SlotOrder;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Entries that wait: found by key, left in any order, given up oldest first.
 *
 * <p>State is a log: an entry is appended when it comes, and a note of its number when it leaves,
 * so a commit writes what came and left, however many wait. What finds them is rebuilt at load.
 * Once less than half of the log are entries that wait, the oldest of it is cleared, entry by
 * entry, those that still wait being appended again: that is one byte more, at most, for each byte
 * that came.
 */
final class KeyedLog {

  static final int NONE = SlotTable.NONE;

  private static final int LEAST_TO_CLEAR = 1 << 16;
  private static final int MOST_CLEARED = 8; // at a time: twice what may come meanwhile
  private static final int MOST_OF_LENGTH = 10; // bytes that say how long an entry is
  private static final int NUMBER = 0;

  private final RingLog log;
  private final LongArray counters;
  private final SlotTable table = new SlotTable();
  private final SlotOrder order = new SlotOrder();
  private final Packed entry = new Packed();
  private final Packed body = new Packed();
  private final Packed whole = new Packed();
  private long[] numbers = new long[16]; // by slot, as all below
  private long[] positions = new long[16];
  private int[] lengths = new int[16];
  private int[] nextFree = new int[16];
  private int slots;
  private int freeSlot = NONE;
  private int size;
  private long bytes;

  KeyedLog(State state, String name) {
    log = new RingLog(state, name);
    counters = state.longs(name + ".number", 1);
  }

  /** Returns how many wait. */
  int size() {
    return size;
  }

  /** Returns the bytes of the log, with what has left and was not cleared. */
  long bytes() {
    return log.tail() - log.head();
  }

  /** Returns the bytes of the entries that wait. */
  long live() {
    return bytes;
  }

  /** Returns the number of an entry: of two the one that came later has the larger. */
  long number(int slot) {
    return numbers[slot];
  }

  /** Returns the number that the next entry will have. */
  long next() {
    return counters.get(NUMBER);
  }

  /**
   * Adds an entry.
   *
   * @param since when it began to wait
   * @return its slot, good until it is removed
   */
  int add(byte[] key, long since, Packed payload) {
    long number = counters.get(NUMBER);
    counters.set(NUMBER, number + 1);
    body.clear();
    body.putCount(number << 1 | 1);
    body.putLong(since);
    body.putBytes(key);
    body.putAll(payload);
    long position = append();
    int slot = open(number, hash(key), position, whole.size());
    clear();
    return slot;
  }

  /** Returns the oldest slot of a key, {@link #NONE} if there is none. */
  int find(byte[] key) {
    return same(table.find(hash(key)), key);
  }

  /** Returns the slot of the oldest entry of all, {@link #NONE} if nothing waits. */
  int oldest() {
    return order.oldest();
  }

  /** Returns since when the entry of a slot has waited. */
  long since(int slot) {
    return sinceIn(read(slot));
  }

  /** Returns the key of a slot. */
  byte[] key(int slot) {
    Packed found = read(slot);
    sinceIn(found);
    return found.getBytes();
  }

  /** Returns what was added beside key and time, to be read before the next call of any method. */
  Packed payload(int slot) {
    Packed found = read(slot);
    sinceIn(found);
    found.getBytes();
    return found;
  }

  /** Removes the entry of a slot. */
  void remove(int slot) {
    body.clear();
    body.putCount(numbers[slot] << 1);
    body.putLong(table.hash(slot));
    append();
    leave(slot);
    clear();
  }

  /** Rebuilds what is derived from the state, after it was loaded. */
  void refresh() {
    log.refresh();
    table.clear();
    slots = 0;
    freeSlot = NONE;
    order.clear();
    size = 0;
    bytes = 0;
    boolean ordered = true;
    for (long at = log.head(); at < log.tail(); ) {
      int length = readAt(at);
      ordered &= replay(at, length);
      at += length;
    }
    if (!ordered) {
      sort();
    }
  }

  /** Takes in the entry or note just read; returns whether entries are still in order. */
  private boolean replay(long position, int length) {
    long tagged = entry.getCount();
    long number = tagged >>> 1;
    if ((tagged & 1) == 0) {
      int left = ofNumber(entry.getLong(), number);
      if (left != NONE) {
        leave(left);
      }
      return true;
    }
    sinceIn(entry);
    // not if it was appended again
    boolean ordered = order.newest() == NONE || numbers[order.newest()] < number;
    open(number, hash(entry.getBytes()), position, length);
    return ordered;
  }

  /** Links the entries in the order of their numbers, in which they came. */
  private void sort() {
    List<Integer> sorted = new ArrayList<>(size);
    for (int slot = order.oldest(); slot != NONE; slot = order.newer(slot)) {
      sorted.add(slot);
    }
    sorted.sort(Comparator.comparingLong(slot -> numbers[slot]));
    long[] hashes = sorted.stream().mapToLong(table::hash).toArray();
    table.clear();
    order.clear();
    for (int i = 0; i < hashes.length; i++) {
      table.add(sorted.get(i), hashes[i]);
      order.link(sorted.get(i));
    }
  }

  private int ofNumber(long hash, long number) {
    int slot = table.find(hash);
    while (slot != NONE && numbers[slot] != number) {
      slot = table.after(slot);
    }
    return slot;
  }

  /** Those of one hash are in the order of their numbers, once they are restored. */
  private int ofAscending(long hash, long number) {
    int slot = table.find(hash);
    while (slot != NONE && numbers[slot] < number) {
      slot = table.after(slot);
    }
    return slot != NONE && numbers[slot] == number ? slot : NONE;
  }

  /** Two keys may have one hash. */
  private int same(int start, byte[] key) {
    int slot = start;
    while (slot != NONE && !Arrays.equals(key(slot), key)) {
      slot = table.after(slot);
    }
    return slot;
  }

  private long append() {
    whole.clear();
    whole.putCount(body.size());
    whole.putAll(body);
    return log.append(whole.bytes(), whole.size());
  }

  private Packed read(int slot) {
    log.read(positions[slot], entry.refill(lengths[slot]), lengths[slot]);
    entry.getCount(); // the length
    entry.getCount(); // the number
    return entry;
  }

  private static long sinceIn(Packed entry) {
    return entry.getLong();
  }

  /** Reads what is at a position, but for its length, which is returned. */
  private int readAt(long position) {
    log.read(position, entry.refill(MOST_OF_LENGTH), MOST_OF_LENGTH);
    int rest = (int) entry.getCount();
    int length = entry.position() + rest;
    log.read(position, entry.refill(length), length);
    entry.getCount();
    return length;
  }

  /** Clears the oldest of the log while most of it has left. */
  private void clear() {
    for (int i = 0; i < MOST_CLEARED && bytes() > Math.max(LEAST_TO_CLEAR, 2 * bytes); i++) {
      long head = log.head();
      int length = readAt(head);
      long tagged = entry.getCount();
      if ((tagged & 1) == 1) {
        sinceIn(entry);
        int slot = ofAscending(hash(entry.getBytes()), tagged >>> 1);
        if (slot != NONE && positions[slot] == head) {
          positions[slot] = log.append(entry.bytes(), length);
        }
      }
      log.release(head + length);
    }
  }

  private int open(long number, long hash, long position, int length) {
    int slot = freeSlot;
    if (slot == NONE) {
      slot = slots++;
      reserve(slots);
    } else {
      freeSlot = nextFree[slot];
    }
    numbers[slot] = number;
    positions[slot] = position;
    lengths[slot] = length;
    table.add(slot, hash);
    order.link(slot);
    size++;
    bytes += length;
    return slot;
  }

  private void leave(int slot) {
    table.remove(slot);
    order.unlink(slot);
    nextFree[slot] = freeSlot;
    freeSlot = slot;
    size--;
    bytes -= lengths[slot];
  }

  private void reserve(int count) {
    if (count > numbers.length) {
      int capacity = count + (count >> 1);
      numbers = Arrays.copyOf(numbers, capacity);
      positions = Arrays.copyOf(positions, capacity);
      lengths = Arrays.copyOf(lengths, capacity);
      nextFree = Arrays.copyOf(nextFree, capacity);
    }
  }

  private static long hash(byte[] key) {
    return XxHash64.hash(key, 0, key.length, 0);
  }
}
