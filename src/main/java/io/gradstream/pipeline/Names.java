package io.gradstream.pipeline;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Names that may stand in one place of a file, and how to tell somebody who wrote another.
 *
 * @param available the names that can be used
 * @param later names of the field that this version does not have yet
 */
record Names(List<String> available, List<String> later) {

  /** No names at all. */
  static final Names NONE = new Names(List.of(), List.of());

  private static final int LONGEST = 40;

  Names {
    available = List.copyOf(available);
    later = List.copyOf(later);
  }

  /** Returns the names of keys. */
  static Names of(Collection<? extends Key<?>> keys) {
    return new Names(keys.stream().<String>map(Key::name).toList(), List.of());
  }

  boolean isLater(String found) {
    return later.contains(found);
  }

  /** Says that a name is known and cannot be used yet. */
  String notYet(String found) {
    return "%s is not available in this version; available: %s".formatted(found, allowed());
  }

  /** Returns {@code ; did you mean 'x'?}, or nothing if no name is near. */
  String hint(String found) {
    return nearest(found).map(name -> "; did you mean '" + name + "'?").orElse("");
  }

  /** Returns the names as a message lists them. */
  String allowed() {
    return available.isEmpty() ? "none" : String.join(", ", available);
  }

  /** Returns the names as a choice: {@code one of a, b}, or the only one there is. */
  String oneOf() {
    return (available.size() > 1 ? "one of " : "") + allowed();
  }

  /** Returns the name that differs least, if at most one letter in three differs. */
  Optional<String> nearest(String found) {
    String wanted = plain(found);
    if (wanted.isEmpty() || wanted.length() > LONGEST) {
      return Optional.empty();
    }
    return available.stream()
        .filter(name -> distance(wanted, plain(name)) <= Math.max(1, name.length() / 3))
        .min(Comparator.comparingInt(name -> distance(wanted, plain(name))));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(a, b, d, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(String a, String b, int[][] d, int i, int j) {
    int differs = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(d[i - 1][j - 1] + differs, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
