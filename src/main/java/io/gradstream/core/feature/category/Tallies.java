package io.gradstream.core.feature.category;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.feature.dictionary.CategoryTable;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

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

  /**
   * Writes down a number for each entry, where all categories are known by their texts.
   *
   * @param what it is of, for people
   * @param texts by hash
   * @param ofEntry the number
   */
  Node draw(
      Graph graph,
      String what,
      String field,
      Map<Long, String> texts,
      IntToDoubleFunction ofEntry) {
    List<String> known = new ArrayList<>();
    for (int i = 0; i < hashes.size(); i++) {
      known.add(texts.getOrDefault(hashes.get(i), ""));
    }
    long lost = known.stream().filter(String::isEmpty).count();
    if (lost > 0) {
      graph.refuse(
          what + " of " + field,
          "%d of its %d categories are kept by their hashes alone, which a graph cannot tell; add"
                  .formatted(lost, hashes.size())
              + " one-hot of the field, or leave the encoder out");
      known = List.of();
    }
    double[][] rows = new double[known.size() + 2][1];
    for (int i = 0; i < known.size(); i++) {
      rows[i][0] = ofEntry.applyAsDouble(FIXED + i);
    }
    rows[known.size()][0] = ofEntry.applyAsDouble(REST);
    rows[known.size() + 1][0] = ofEntry.applyAsDouble(MISSING);
    return graph.pick(graph.place(field, known), rows);
  }

  /** Tells a number for each entry: of those whose texts are not known by their hashes. */
  void tell(
      String field,
      String name,
      Map<Long, String> texts,
      IntToDoubleFunction ofEntry,
      Statistics to) {
    to.take(field + " missing", name, ofEntry.applyAsDouble(MISSING));
    to.take(field + " other", name, ofEntry.applyAsDouble(REST));
    for (int i = 0; i < hashes.size(); i++) {
      String text = texts.getOrDefault(hashes.get(i), "#%016x".formatted(hashes.get(i)));
      to.take(field + "=" + text, name, ofEntry.applyAsDouble(FIXED + i));
    }
  }

  /** Brings the table up to date that is in front of the entries. */
  void refresh() {
    entries.follow(hashes, FIXED);
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
