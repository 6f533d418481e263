package io.gradstream.core.feature.past;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.dictionary.Hashes;
import io.gradstream.core.text.WholeRange;
import java.util.List;

/**
 * By what records are told apart in a memory, and for how many and how long that is kept.
 *
 * @param by fields that together make the key; empty for one memory of all records
 * @param most how many keys are remembered; the least recently used is forgotten
 * @param timeToLive milliseconds after which a key without records is forgotten; 0 for never
 */
public record Keying(List<String> by, int most, long timeToLive) {

  /** How many keys may be remembered. */
  public static final WholeRange MAX_KEYS = WholeRange.atLeast(1);

  private static final WholeRange TIME_TO_LIVE = WholeRange.atLeast(0);

  private static final long ALL = 1;

  /** Copies the list and checks the ranges. */
  public Keying {
    by = List.copyOf(by);
    MAX_KEYS.check("max-keys", most);
    TIME_TO_LIVE.check("time-to-live", timeToLive);
  }

  /** Returns one memory of all records, kept for ever. */
  public static Keying overall() {
    return new Keying(List.of(), 1, 0);
  }

  /** Returns what the names of columns end with. */
  String suffix() {
    return by.isEmpty() ? "" : " by " + String.join(", ", by);
  }

  /** Returns what stored state depends on, in words. */
  String description() {
    return by.isEmpty() ? "overall" : "by " + by + ", max-keys " + most;
  }

  /** Returns the key of a row, {@link Row#MISSING} if a part of it is missing. */
  static long key(Row row, int[] slots) {
    if (slots.length == 0) {
      return ALL;
    }
    long key = row.category(slots[0]);
    for (int i = 1; i < slots.length && key != Row.MISSING; i++) {
      long part = row.category(slots[i]);
      key = part == Row.MISSING ? Row.MISSING : Hashes.combine(key, part);
    }
    return key;
  }
}
