package io.gradstream.core.feature.dictionary;

import io.gradstream.core.state.ByteArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The names of categories by position, for people: two bytes of length and UTF-8 each, one behind
 * the other.
 *
 * <p>Where positions are used again, or any was given up, an array says where each name begins and
 * a new one goes to the end; names that nobody has are cleared away once they take more room than
 * the others.
 */
final class CategoryNames {

  private static final int LENGTH = 2;
  private static final int NONE = -1;
  private static final int KEPT = 1 << 13;

  private final ByteArray bytes;
  private final LongArray starts; // empty where no position was ever given up
  private boolean recycles;
  private int unused;

  CategoryNames(State state) {
    bytes = state.bytes("categories.names");
    starts = state.longs("categories.name-starts", 0);
  }

  /** Prepares for positions that are given up. */
  void recycle() {
    if (recycles) {
      return;
    }
    recycles = true;
    for (int start = 0; start < bytes.size(); start += size(start)) {
      starts.add(start);
    }
  }

  /** Takes over whether positions were given up, for whoever only reads names. */
  void applied() {
    recycles |= starts.size() > 0;
  }

  /** Counts what is unused after the state was loaded. */
  void restored() {
    applied();
    unused = 0;
    if (recycles) {
      unused = bytes.size();
      for (int at = 0; at < starts.size(); at++) {
        unused -= starts.get(at) == NONE ? 0 : size((int) starts.get(at));
      }
    }
  }

  /** Gives the next position its name. */
  void add(byte[] name) {
    if (recycles) {
      starts.add(bytes.size());
    }
    append(name);
  }

  /** Gives a position that lost its name another. */
  void set(int at, byte[] name) {
    tidy();
    starts.set(at, bytes.size());
    append(name);
  }

  /** Takes its name from a position. */
  void remove(int at) {
    unused += size((int) starts.get(at));
    starts.set(at, NONE);
  }

  /** Clears names away that nobody has, if they take more room than the others. */
  void tidy() {
    if (unused > KEPT && 2 * unused > bytes.size()) {
      compact();
    }
  }

  /** Tells whether the name of a position begins with some bytes. */
  boolean startsWith(int at, byte[] prefix) {
    int start = (int) starts.get(at);
    return start != NONE
        && size(start) - LENGTH >= prefix.length
        && Arrays.equals(
            bytes.values(),
            start + LENGTH,
            start + LENGTH + prefix.length,
            prefix,
            0,
            prefix.length);
  }

  /** Returns all names by position; empty where a category has expired or left. */
  List<String> all() {
    List<String> all = new ArrayList<>();
    if (recycles) {
      for (int at = 0; at < starts.size(); at++) {
        all.add(starts.get(at) == NONE ? "" : text((int) starts.get(at)));
      }
      return all;
    }
    for (int start = 0; start < bytes.size(); start += size(start)) {
      all.add(text(start));
    }
    return all;
  }

  private void append(byte[] name) {
    byte[] entry = new byte[LENGTH + name.length];
    entry[0] = (byte) (name.length >>> 8);
    entry[1] = (byte) name.length;
    System.arraycopy(name, 0, entry, LENGTH, name.length);
    bytes.add(entry);
  }

  private void compact() {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.size());
    for (int at = 0; at < starts.size(); at++) {
      int start = (int) starts.get(at);
      if (start != NONE) {
        starts.set(at, kept.size());
        kept.write(bytes.values(), start, size(start));
      }
    }
    bytes.set(kept.toByteArray());
    unused = 0;
  }

  private int size(int start) {
    byte[] values = bytes.values();
    return LENGTH + ((values[start] & 0xFF) << 8 | values[start + 1] & 0xFF);
  }

  private String text(int start) {
    return new String(bytes.values(), start + LENGTH, size(start) - LENGTH, StandardCharsets.UTF_8);
  }
}
