package io.gradstream.core.delay;

import io.gradstream.core.data.XxHash64;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;

/**
 * The keys of the last records that wait no longer, and why: so that a label which comes for one is
 * known for what it is.
 *
 * <p>Held as hashes of which two bits say why; two keys in some 10<sup>12</sup> are taken for each
 * other, which changes no more than what a label that nobody waits for is counted as.
 */
final class GoneKeys {

  static final int MOST = 1 << 16;

  private static final Gone[] ALL = Gone.values();
  private static final long WHY = 3;
  private static final int COUNT = 0;

  private final LongArray entries;
  private final LongArray counters;
  private final SlotTable table = new SlotTable();

  GoneKeys(State state, String name) {
    entries = state.longs(name, 0);
    counters = state.longs(name + ".count", 1);
  }

  /** Notes that a record with a key waits no longer; in place of what was noted of it before. */
  void add(byte[] key, Gone why) {
    long hash = hash(key);
    int known = table.find(hash);
    if (known != SlotTable.NONE) {
      entries.set(known, hash | why.ordinal());
      return;
    }
    long count = counters.get(COUNT);
    counters.set(COUNT, count + 1);
    int at = (int) (count % MOST);
    if (at < entries.size()) {
      table.remove(at);
      entries.set(at, hash | why.ordinal());
    } else {
      entries.add(hash | why.ordinal());
    }
    table.add(at, hash);
  }

  /** Returns why the last record with a key waits no longer. */
  Gone find(byte[] key) {
    int at = table.find(hash(key));
    return at == SlotTable.NONE ? Gone.UNKNOWN : ALL[(int) (entries.get(at) & WHY)];
  }

  /** Rebuilds what is derived from the state, after it was loaded. */
  void refresh() {
    table.clear();
    for (int at = 0; at < entries.size(); at++) {
      table.add(at, entries.get(at) & ~WHY);
    }
  }

  private static long hash(byte[] key) {
    return XxHash64.hash(key, 0, key.length, 0) & ~WHY;
  }
}
