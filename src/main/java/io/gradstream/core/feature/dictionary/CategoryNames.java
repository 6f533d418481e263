package io.gradstream.core.feature.dictionary;

import static java.util.Objects.requireNonNull;

import io.gradstream.core.state.ByteArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of categories by position, for people: two bytes of length and UTF-8 each, one behind
 * the other.
 *
 * <p>Where positions are used again the new name goes to the end and an array says where each
 * begins; names that nobody has are cleared away once they take more room than the others.
 */
final class CategoryNames {

  private static final int LENGTH = 2;
  private static final int NONE = -1;
  private static final int KEPT = 1 << 13;

  private final State state;
  private final ByteArray bytes;
  private @Nullable LongArray starts;
  private int unused;

  CategoryNames(State state) {
    this.state = state;
    bytes = state.bytes("categories.names");
  }

  /** Prepares for positions that are used again; before any name is there. */
  void recycle() {
    if (starts == null) {
      starts = state.longs("categories.name-starts", 0);
    }
  }

  /** Counts what is unused after the state was loaded. */
  void restored() {
    unused = 0;
    if (starts != null) {
      unused = bytes.size();
      for (int at = 0; at < starts.size(); at++) {
        unused -= starts.get(at) == NONE ? 0 : size((int) starts.get(at));
      }
    }
  }

  /** Gives the next position its name. */
  void add(byte[] name) {
    if (starts != null) {
      starts.add(bytes.size());
    }
    append(name);
  }

  /** Gives a position that lost its name another. */
  void set(int at, byte[] name) {
    LongArray recycled = requireNonNull(starts);
    if (unused > KEPT && 2 * unused > bytes.size()) {
      compact(recycled);
    }
    recycled.set(at, bytes.size());
    append(name);
  }

  /** Takes its name from a position. */
  void remove(int at) {
    LongArray recycled = requireNonNull(starts);
    unused += size((int) recycled.get(at));
    recycled.set(at, NONE);
  }

  /** Returns all names by position; empty where a category has expired. */
  List<String> all() {
    List<String> all = new ArrayList<>();
    if (starts != null) {
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

  private void compact(LongArray recycled) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.size());
    for (int at = 0; at < recycled.size(); at++) {
      int start = (int) recycled.get(at);
      if (start != NONE) {
        recycled.set(at, kept.size());
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
