package io.gradstream.core.feature;

import io.gradstream.core.data.Row;
import java.util.List;

/**
 * By what records are told apart in a memory, and for how many and how long that is kept.
 *
 * @param by fields that together make the key; empty for one memory of all records
 * @param most how many keys are remembered; the least recently used is forgotten
 * @param timeToLive milliseconds after which a key without records is forgotten; 0 for never
 */
public record Keying(List<String> by, int most, long timeToLive) {

  private static final long ALL = 1;
  private static final long PRIME = 0x9E3779B185EBCA87L; // of XXH64
  private static final long OTHER_PRIME = 0xC2B2AE3D27D4EB4FL;

  /** Copies the list. */
  public Keying {
    by = List.copyOf(by);
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
    if (slots.length == 1) {
      return key;
    }
    for (int slot : slots) {
      if (row.category(slot) == Row.MISSING) {
        return Row.MISSING;
      }
      key = Long.rotateLeft(key ^ row.category(slot) * OTHER_PRIME, 31) * PRIME;
    }
    key ^= key >>> 32;
    return key == Row.MISSING ? 1 : key;
  }
}
