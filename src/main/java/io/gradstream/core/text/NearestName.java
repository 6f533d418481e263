package io.gradstream.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the name that a misspelt one was probably meant to be. */
public final class NearestName {

  private static final int LONGEST = 100; // beyond, nobody misspelt a name

  /** What a shortening counts, and the length beyond which a text is one. */
  private static final int SHORTENING = 2;

  private static final int SURE = 10; // letters of a name of which two may differ

  private static final int MOST_SHOWN = 50;

  private NearestName() {}

  /**
   * Returns the candidate that differs least; letter case and the kind of dash do not count, and
   * one that the name begins or ends, or that begins or ends the name, is a shortening.
   */
  public static Optional<String> of(String name, Collection<String> candidates) {
    String wanted = plain(name);
    if (wanted.isEmpty() || wanted.length() > LONGEST) {
      return Optional.empty();
    }
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> cost(wanted, plain(candidate))));
  }

  private static int cost(String wanted, String candidate) {
    int distance = distance(wanted, candidate);
    return isShortening(wanted, candidate) || isShortening(candidate, wanted)
        ? Math.min(distance, SHORTENING)
        : distance;
  }

  private static boolean isShortening(String text, String longer) {
    return text.length() > SHORTENING && (longer.startsWith(text) || longer.endsWith(text));
  }

  /** Returns the nearest candidate if at most one letter in three differs, and not all. */
  public static Optional<String> near(String name, Collection<String> candidates) {
    return of(name, candidates)
        .filter(
            candidate ->
                distance(plain(name), plain(candidate)) <= Math.max(1, candidate.length() / 3))
        .filter(candidate -> candidate.length() > 1 || plain(candidate).equals(plain(name)));
  }

  /**
   * Returns the end of a sentence that says that there is no such name: the nearest one and nothing
   * besides, or what there is if none is near.
   *
   * @param there the beginning of the list, such as {@code it has}
   */
  public static String orElseAll(String name, Collection<String> candidates, String there) {
    return near(name, candidates)
        .map("; did you mean '%s'?"::formatted)
        .orElseGet(() -> "; %s: %s".formatted(there, first(candidates)));
  }

  private static String first(Collection<String> candidates) {
    String shown = candidates.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
    int more = candidates.size() - MOST_SHOWN;
    return more > 0 ? "%s and %,d more".formatted(shown, more) : shown;
  }

  /** Returns the candidate of which a name is surely a misspelling: but a letter or two differ. */
  public static Optional<String> misspelt(String name, Collection<String> candidates) {
    if (candidates.contains(name)) {
      return Optional.empty();
    }
    return of(name, candidates)
        .filter(
            candidate ->
                distance(plain(name), plain(candidate)) <= (candidate.length() < SURE ? 1 : 2));
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
