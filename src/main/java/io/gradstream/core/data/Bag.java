package io.gradstream.core.data;

import java.util.Arrays;

/**
 * The categories of one field that holds several at once, such as an array; filled anew for every
 * record.
 *
 * <p>A category is held as the 64-bit hash of its field's name and its text, the same as in a field
 * of one category, and as a slice of the decoder's bytes, which is not copied. A missing bag is not
 * an empty one.
 */
public final class Bag {

  private final CategoryHashes known;
  private long[] hashes = new long[8];
  private byte[][] texts = new byte[8][];
  private int[] starts = new int[8];
  private int[] lengths = new int[8];
  private int size;
  private boolean missing = true;

  Bag(String field) {
    known = new CategoryHashes(field);
  }

  void clear() {
    size = 0;
    missing = true;
  }

  /** Notes that the field is there, though nothing may be in it. */
  public void begin() {
    missing = false;
  }

  /** Adds the UTF-8 text in {@code bytes[from, from + length)}, which is kept. */
  public void add(byte[] bytes, int from, int length) {
    put(known.ofText(bytes, from, length), bytes, from, length);
  }

  void put(long hash, byte[] bytes, int from, int length) {
    begin();
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
      texts = Arrays.copyOf(texts, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size);
      lengths = Arrays.copyOf(lengths, 2 * size);
    }
    hashes[size] = hash;
    texts[size] = bytes;
    starts[size] = from;
    lengths[size++] = length;
  }

  /** Tells whether the record has no such field. */
  public boolean isMissing() {
    return missing;
  }

  /** Returns the number of categories, repeats included. */
  public int size() {
    return size;
  }

  /** Returns the hash of a category, never {@link Row#MISSING}. */
  public long hash(int i) {
    return hashes[i];
  }

  /** Returns the UTF-8 text of a category, cut as {@link ShortText} does. */
  public byte[] text(int i, int limit) {
    return ShortText.of(texts[i], starts[i], lengths[i], limit);
  }
}
