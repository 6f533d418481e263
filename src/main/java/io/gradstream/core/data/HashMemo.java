package io.gradstream.core.data;

/**
 * Remembers hashes by a key of 64 bits: a table in which every key has one place and the newest key
 * stays.
 *
 * <p>It is empty until the first hash comes and grows while keys are missed, so that a field of few
 * categories takes a kibibyte and one of very many not more than sixteen.
 */
final class HashMemo {

  private static final int SMALLEST = 64;
  private static final int LARGEST = 1024;
  private static final int GROWTH = 4;

  /** 2^64 divided by the golden ratio: the high bits of a product with it depend on all bits. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final long[] NOTHING = new long[4];

  private long[] entries = NOTHING; // key and hash by turns; a hash of 0 is no entry
  private int shift = Long.SIZE - 1;
  private int size;
  private int missed;

  /** Returns the hash of a key, {@link Row#MISSING} if it is not remembered. */
  long get(long key) {
    int at = place(key);
    return entries[at] == key ? entries[at + 1] : Row.MISSING;
  }

  /**
   * Remembers the hash of a key.
   *
   * @param hash not {@link Row#MISSING}
   * @return the hash
   */
  long put(long key, long hash) {
    if (missed++ >= size && size < LARGEST) {
      grow();
    }
    int at = place(key);
    entries[at] = key;
    entries[at + 1] = hash;
    return hash;
  }

  private int place(long key) {
    return (int) (key * SPREAD >>> shift) << 1;
  }

  private void grow() {
    size = size == 0 ? SMALLEST : GROWTH * size;
    entries = new long[2 * size];
    shift = Long.numberOfLeadingZeros(size) + 1;
    missed = 0;
  }
}
