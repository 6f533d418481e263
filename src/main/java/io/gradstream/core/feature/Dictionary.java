package io.gradstream.core.feature;

import io.gradstream.core.data.Row;
import io.gradstream.core.state.ByteArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The categories seen so far, each with its parameter row, given out in order of appearance.
 *
 * <p>A category is known by the 64-bit hash of its field and text, so replicas that learned apart
 * can be matched. State: the hashes in order of row, and names for people ({@code carrier=AA}, the
 * text cut at {@value #NAME_LIMIT} bytes). The hash table in front of them is rebuilt by {@link
 * #restored} and never stored.
 */
public final class Dictionary {

  /** Bytes at which the text of a category is cut in its name. */
  static final int NAME_LIMIT = 64;

  private static final int NONE = -1;

  private final int firstRow;
  private final LongArray hashes;
  private final ByteArray names;
  private long[] keys = new long[64];
  private int[] rows = new int[64];
  private final long[] lastHashes;
  private final int[] lastRows;

  /**
   * Creates an empty dictionary.
   *
   * @param slots how many category slots a row has
   * @param firstRow parameter row of the first category
   */
  public Dictionary(State state, int slots, int firstRow) {
    this.firstRow = firstRow;
    lastHashes = new long[slots];
    lastRows = new int[slots];
    hashes = state.longs("categories.hashes", 0);
    names = state.bytes("categories.names");
  }

  /** Rebuilds the hash table after the state was loaded. */
  public void restored() {
    rehash(Integer.highestOneBit(Math.max(32, hashes.size())) * 4);
  }

  /** Returns the number of categories. */
  public int size() {
    return hashes.size();
  }

  /** Returns the number of parameter rows in use, fixed columns included. */
  public int rowCount() {
    return firstRow + hashes.size();
  }

  /**
   * Returns the parameter row of the category in a slot of {@code row}, -1 if it is missing or was
   * never admitted.
   *
   * <p>Each slot remembers its last answer: a record is looked up when it is observed, transformed
   * and scored by the checkpoint, and neighbouring records are often alike. Rows never move, so
   * what is remembered stays right.
   */
  public int row(Row row, int slot) {
    long hash = row.category(slot);
    if (hash == lastHashes[slot] && hash != Row.MISSING) {
      return lastRows[slot];
    }
    int found = find(hash);
    if (found != NONE) {
      lastHashes[slot] = hash;
      lastRows[slot] = found;
    }
    return found;
  }

  /** Returns the parameter row of a category by its hash, -1 if it was never admitted. */
  int find(long hash) {
    int mask = keys.length - 1;
    for (int at = (int) hash & mask; ; at = at + 1 & mask) {
      if (keys[at] == Row.MISSING) {
        return NONE;
      }
      if (keys[at] == hash) {
        return rows[at];
      }
    }
  }

  /** Gives the new category in a slot of {@code row} the next parameter row; keeps its name. */
  void admit(Row row, int slot) {
    byte[] prefix = (row.layout().categories().get(slot) + "=").getBytes(StandardCharsets.UTF_8);
    byte[] text = row.categoryText(slot, NAME_LIMIT);
    byte[] name = Arrays.copyOf(prefix, prefix.length + text.length);
    System.arraycopy(text, 0, name, prefix.length, text.length);
    admit(row.category(slot), name);
  }

  /**
   * Gives a new category the next parameter row.
   *
   * @param name for people, in UTF-8, of at most 65,535 bytes
   */
  void admit(long hash, byte[] name) {
    int at = rowCount();
    hashes.add(hash);
    addName(name);
    if (2 * hashes.size() > keys.length) {
      rehash(2 * keys.length);
    } else {
      place(hash, at);
    }
  }

  /** Admits the categories of a twin that are not known here, in the order of its rows. */
  void merge(Dictionary twin) {
    List<String> twinNames = twin.names();
    for (int i = 0; i < twin.size(); i++) {
      long hash = twin.hashes.get(i);
      if (find(hash) == NONE) {
        admit(hash, twinNames.get(i).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Returns the names of the categories in order of their rows. */
  public List<String> names() {
    List<String> all = new ArrayList<>(size());
    byte[] bytes = names.values();
    for (int at = 0; at < names.size(); ) {
      int length = (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
      all.add(new String(bytes, at + 2, length, StandardCharsets.UTF_8));
      at += 2 + length;
    }
    return all;
  }

  private void addName(byte[] name) {
    byte[] entry = new byte[2 + name.length];
    entry[0] = (byte) (name.length >>> 8);
    entry[1] = (byte) name.length;
    System.arraycopy(name, 0, entry, 2, name.length);
    names.add(entry);
  }

  private void rehash(int capacity) {
    keys = new long[capacity];
    rows = new int[capacity];
    Arrays.fill(rows, NONE);
    for (int i = 0; i < hashes.size(); i++) {
      place(hashes.get(i), firstRow + i);
    }
  }

  private void place(long hash, int row) {
    int mask = keys.length - 1;
    int at = (int) hash & mask;
    while (keys[at] != Row.MISSING) {
      at = at + 1 & mask;
    }
    keys[at] = hash;
    rows[at] = row;
  }
}
