package io.gradstream.core.feature.category;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.dictionary.CategoryTable;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;

/**
 * Sums by category of one field, for at most so many categories; those that come later share one
 * entry, and missing values have one.
 *
 * <p>State: the hashes of categories in order of appearance, and their sums side by side.
 */
final class Tallies {

  private static final int REST = 0;
  private static final int MISSING = 1;
  private static final int FIXED = 2;

  private final LongArray hashes;
  private final DoubleArray sums;
  private final CategoryTable entries = new CategoryTable(); // not state
  private final int width;
  private final int most;

  /**
   * Declares empty tallies.
   *
   * @param width how many sums a category has
   * @param most how many categories have their own
   */
  Tallies(Binding binding, int field, int width, int most) {
    String name = binding.name() + "." + field;
    hashes = binding.scope().longs(name + ".hashes", 0);
    sums = binding.scope().doubles(name + ".sums", FIXED * width);
    sums.layRows(width);
    this.width = width;
    this.most = most;
  }

  /** Returns the entry of a category; that of the rest if it has none of its own. */
  int find(long hash) {
    return hash == Row.MISSING ? MISSING : Math.max(REST, entries.find(hash));
  }

  /** Returns the entry of a category, which is given one if there is room. */
  int admit(long hash) {
    int found = find(hash);
    if (found != REST || hashes.size() >= most) {
      return found;
    }
    hashes.add(hash);
    int entry = FIXED + hashes.size() - 1;
    entries.add(hash, entry, hashes.size());
    sums.grow((entry + 1) * width);
    return entry;
  }

  double get(int entry, int sum) {
    return sums.get(entry * width + sum);
  }

  void add(int entry, int sum, double value) {
    int at = entry * width + sum;
    sums.set(at, sums.get(at) + value);
  }

  /** Rebuilds the table in front of the entries. */
  void refresh() {
    entries.clear(hashes.size());
    for (int i = 0; i < hashes.size(); i++) {
      entries.add(hashes.get(i), FIXED + i, 0);
    }
  }

  /** Adds a twin's sums. */
  void merge(Tallies twin) {
    add(REST, twin, REST);
    add(MISSING, twin, MISSING);
    for (int i = 0; i < twin.hashes.size(); i++) {
      add(admit(twin.hashes.get(i)), twin, FIXED + i);
    }
  }

  private void add(int entry, Tallies twin, int theirs) {
    for (int sum = 0; sum < width; sum++) {
      add(entry, sum, twin.get(theirs, sum));
    }
  }
}
