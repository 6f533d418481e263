package io.gradstream.core.feature.past;

import static io.gradstream.core.feature.past.KeyTable.NONE;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Memory;
import io.gradstream.core.state.State;
import java.util.Arrays;

/**
 * What is remembered by key, and some values that are recalled of it for a record.
 *
 * <p>A record that lacks a part of its key is not remembered, and nothing is recalled for it.
 */
abstract class KeyedMemory implements Memory {

  private final KeyTable keys;
  private final int[] bySlots;
  private final double[] recalled;
  private long recalledKey;
  private long recalledTime;
  private boolean isFresh;
  private boolean isPast; // what is recalled is what was recalled then

  /**
   * Creates an empty memory.
   *
   * @param columns how many values are recalled
   */
  KeyedMemory(State.Scope scope, Binding binding, Keying keying, int columns) {
    int most = keying.by().isEmpty() ? 1 : keying.most();
    keys = new KeyTable(scope, binding.name() + ".keys", most, keying.timeToLive());
    bySlots = binding.categorySlots(keying.by());
    recalled = new double[columns];
  }

  /**
   * Returns what is recalled for a row, NaN for what is not known; valid until the next call.
   *
   * <p>It is asked for when the row is observed, transformed and scored by the checkpoint, so the
   * last answer is kept.
   */
  final double[] recall(Row row) {
    if (isPast) {
      return recalled;
    }
    long key = Keying.key(row, bySlots);
    if (!isFresh || key != recalledKey || row.believedTime() != recalledTime) {
      int slot = keys.find(key, row.believedTime());
      Arrays.fill(recalled, Double.NaN);
      recall(slot, row.believedTime(), recalled);
      recalledKey = key;
      recalledTime = row.believedTime();
      isFresh = true;
    }
    return recalled;
  }

  /**
   * Fills in what is recalled at a time.
   *
   * @param slot of the key, {@link KeyTable#NONE} if nothing is remembered of it
   * @param out holds NaN
   */
  abstract void recall(int slot, long time, double[] out);

  /** Tells whether a row has what is remembered. */
  abstract boolean isIn(Row row);

  /** Empties a slot for a new key. */
  abstract void clear(int slot);

  /** Takes over a row into the slot of its key. */
  abstract void add(int slot, Row row);

  /** Appends what a twin remembers of a key. */
  abstract void addAll(int slot, KeyedMemory twin, int from);

  /** Returns the keys. */
  final KeyTable keys() {
    return keys;
  }

  @Override
  public final int width() {
    return recalled.length;
  }

  @Override
  public final void tell(Row row, double[] out, int from) {
    System.arraycopy(recall(row), 0, out, from, recalled.length);
  }

  @Override
  public final void tellAs(double[] past, int from) {
    System.arraycopy(past, from, recalled, 0, recalled.length);
    isPast = true;
  }

  @Override
  public final void present() {
    isPast = false;
    isFresh = false;
  }

  @Override
  public final void remember(Row row) {
    isFresh = false;
    long key = Keying.key(row, bySlots);
    if (key != Row.MISSING && isIn(row)) {
      add(touch(key, row.believedTime()), row);
    }
  }

  @Override
  public final void refresh() {
    isFresh = false;
    keys.refresh();
  }

  @Override
  public final void applied() {
    isFresh = false;
    keys.applied();
  }

  @Override
  public final void merge(Memory twin) {
    isFresh = false;
    KeyedMemory other = (KeyedMemory) twin;
    KeyTable theirs = other.keys;
    for (int from = theirs.oldest(); from != NONE; from = theirs.newerThan(from)) {
      addAll(touch(theirs.key(from), theirs.time(from)), other, from);
    }
  }

  private int touch(long key, long time) {
    int slot = keys.touch(key, time);
    if (keys.isNew()) {
      clear(slot);
    }
    return slot;
  }
}
