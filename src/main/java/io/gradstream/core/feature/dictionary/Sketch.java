package io.gradstream.core.feature.dictionary;

import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;

/**
 * How often each of many categories occurred, roughly and in fixed space (512 KiB): never too
 * little until it ages, seldom too much.
 *
 * <p>A count-min sketch (G. Cormode, S. Muthukrishnan, "An improved data stream summary", Journal
 * of Algorithms 55, 2005) of four rows of 65,536 counters, with conservative update (C. Estan, G.
 * Varghese, SIGCOMM 2002). Lest it fill up, all counts are halved from time to time, as in TinyLFU
 * (G. Einziger, R. Friedman, B. Manes, ACM Transactions on Storage 13, 2017): a category rarer than
 * one in 16,384 of what is counted may never reach the count it needs.
 */
final class Sketch {

  private static final int WIDTH = 1 << 16;
  private static final int ROWS = 4;
  private static final int BITS = 16;
  private static final long COUNTER = 0xFFFF;
  private static final long HALVED = 0x7FFF7FFF7FFF7FFFL;

  private final LongArray cells; // each holds a counter of every row
  private final LongArray added;
  private final long period;

  /**
   * Declares an empty sketch.
   *
   * @param wanted the count that is asked for, at most 10,000; larger ones let it age more slowly
   */
  Sketch(State state, String name, int wanted) {
    cells = state.longs(name, WIDTH);
    cells.layRows(1);
    added = state.longs(name + ".added", 1);
    period = (long) WIDTH / 8 * wanted;
  }

  /** Counts one occurrence of a category, by its hash; returns how many there were with it. */
  long add(long hash) {
    long mixed = Hashes.mix(hash);
    long least = COUNTER;
    for (int i = 0; i < ROWS; i++) {
      least = Math.min(least, counter(cell(mixed, i), i));
    }
    if (least == COUNTER) {
      return least;
    }
    for (int i = 0; i < ROWS; i++) {
      int cell = cell(mixed, i);
      if (counter(cell, i) == least) {
        cells.set(cell, cells.get(cell) + (1L << BITS * i));
      }
    }
    added.set(0, added.get(0) + 1);
    age();
    return least + 1;
  }

  /** Adds the counts of a twin. */
  void merge(Sketch twin) {
    for (int cell = 0; cell < WIDTH; cell++) {
      long sum = 0;
      for (int i = 0; i < ROWS; i++) {
        long both = counter(cell, i) + twin.counter(cell, i);
        sum |= Math.min(both, COUNTER) << BITS * i;
      }
      if (sum != cells.get(cell)) {
        cells.set(cell, sum);
      }
    }
    added.set(0, added.get(0) + twin.added.get(0));
    age();
  }

  private void age() {
    if (added.get(0) < period) {
      return;
    }
    for (int cell = 0; cell < WIDTH; cell++) {
      cells.values()[cell] = cells.get(cell) >>> 1 & HALVED;
    }
    cells.touchAll();
    added.set(0, added.get(0) / 2);
  }

  private static int cell(long mixed, int row) {
    return (int) (mixed >>> BITS * row & COUNTER);
  }

  private long counter(int cell, int row) {
    return cells.get(cell) >>> BITS * row & COUNTER;
  }
}
