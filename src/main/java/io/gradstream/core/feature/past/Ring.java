package io.gradstream.core.feature.past;

import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;

/**
 * The last entries of every slot of a {@link KeyTable}, each a time and some values.
 *
 * <p>All slots have room for the same number of entries, which doubles, up to a limit, when a slot
 * is full of entries that are still wanted. So memory follows what is there, and an entry is found
 * without a search. Everything is state; nothing is derived.
 */
final class Ring {

  private static final int LEAST = 4;

  private final int width;
  private final PastWindow window;
  private final LongArray room; // entries a slot has room for, once there is a slot
  private final LongArray spans; // of each slot: place of the oldest entry, number of entries
  private final LongArray times;
  private final DoubleArray values;

  /**
   * Creates an empty ring in arrays whose names begin with {@code name}.
   *
   * @param width values an entry has
   * @param window which entries are wanted
   */
  Ring(State.Scope scope, String name, int width, PastWindow window) {
    this.width = width;
    this.window = window;
    room = scope.longs(name + ".room", 1);
    spans = scope.longs(name + ".spans", 0);
    times = scope.longs(name + ".times", 0);
    values = scope.doubles(name + ".values", 0);
  }

  /** Returns the number of entries of a slot. */
  int count(int slot) {
    return (int) spans.get(2 * slot + 1);
  }

  /** Returns the time of the {@code k}-th last entry of a slot, 1 for the last. */
  long time(int slot, int k) {
    return times.get(place(slot, k));
  }

  /** Returns a value of the {@code k}-th last entry of a slot, 1 for the last. */
  double value(int slot, int k, int column) {
    return values.get(place(slot, k) * width + column);
  }

  /** Forgets the entries of a slot, which need not be there yet. */
  void clear(int slot) {
    room.set(0, Math.max(room(), Math.min(LEAST, window.most())));
    spans.grow(2 * (slot + 1));
    times.grow((slot + 1) * room());
    values.grow((slot + 1) * room() * width);
    setSpan(slot, 0, 0);
  }

  /** Appends an entry to a slot that was cleared once; the oldest may have to go. */
  void add(int slot, long time, double[] entry) {
    if (count(slot) == room()
        && room() < window.most()
        && window.contains(times.get(place(slot, room())), time)) {
      widen();
    }
    int start = (int) spans.get(2 * slot);
    if (count(slot) == room()) {
      setSpan(slot, start + 1 == room() ? 0 : start + 1, room());
    } else {
      setSpan(slot, start, count(slot) + 1);
    }
    int at = place(slot, 1);
    times.set(at, time);
    for (int i = 0; i < width; i++) {
      values.set(at * width + i, entry[i]);
    }
  }

  /** Appends the entries of a slot of another ring of the same width, the oldest first. */
  void addAll(int slot, Ring other, int from) {
    double[] entry = new double[width];
    for (int k = other.count(from); k > 0; k--) {
      for (int i = 0; i < width; i++) {
        entry[i] = other.value(from, k, i);
      }
      add(slot, other.time(from, k), entry);
    }
  }

  private int room() {
    return (int) room.get(0);
  }

  private int place(int slot, int k) {
    int room = room();
    int at = (int) spans.get(2 * slot) + count(slot) - k;
    return slot * room + (at < room ? at : at - room);
  }

  private void setSpan(int slot, int start, int count) {
    spans.set(2 * slot, start);
    spans.set(2 * slot + 1, count);
  }

  private void widen() {
    int from = room();
    int to = Math.min(window.most(), 2 * from);
    int slots = spans.size() / 2;
    times.grow(slots * to);
    values.grow(slots * to * width);
    long[] scratchTimes = new long[from];
    double[] scratchValues = new double[from * width];
    for (int slot = slots - 1; slot >= 0; slot--) { // from behind: nothing is overwritten unread
      int start = (int) spans.get(2 * slot);
      move(times.values(), scratchTimes, slot, start, to, 1);
      move(values.values(), scratchValues, slot, start, to, width);
      setSpan(slot, 0, count(slot));
    }
    times.touchAll();
    values.touchAll();
    room.set(0, to);
  }

  /** Moves a slot's entries to where they are with room for {@code to}, the oldest in front. */
  @SuppressWarnings("SuspiciousSystemArraycopy") // long[] or double[], both of them alike
  private void move(Object array, Object scratch, int slot, int start, int to, int each) {
    int from = room();
    int first = slot * from;
    System.arraycopy(array, (first + start) * each, scratch, 0, (from - start) * each);
    System.arraycopy(array, first * each, scratch, (from - start) * each, start * each);
    System.arraycopy(scratch, 0, array, slot * to * each, from * each);
  }
}
