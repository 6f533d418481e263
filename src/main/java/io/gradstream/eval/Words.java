package io.gradstream.eval;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells texts of several words, of which each is worth a column, from names of categories. */
final class Words {

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** So few different texts are categories, however many words they have. */
  private static final int FEW = 50;

  private static final int ROWS_EACH = 4;
  private static final double SEVERAL = 2.5;
  private static final double PARTS = 1.5;

  private Words() {}

  /** Tells whether the texts of a column are to be read word by word. */
  static boolean areIn(SampleColumn column) {
    List<String> texts = column.values();
    int known = column.rows() - column.missing();
    if (texts.size() <= FEW && texts.size() * ROWS_EACH <= known || texts.size() < 2) {
      return false;
    }
    double spaced =
        texts.stream().mapToInt(text -> SPACE.split(text.strip()).length).average().orElse(0);
    return spaced >= SEVERAL || texts.size() > known / 2 && sharesParts(texts);
  }

  /**
   * Tells whether nearly every text has a part that others have, too, and not all: as addresses,
   * names and URLs do, and ids do not.
   */
  private static boolean sharesParts(List<String> texts) {
    Map<String, Integer> counts = new HashMap<>();
    long parts = 0;
    for (String text : texts) {
      Set<String> distinct = parts(text);
      parts += distinct.size();
      distinct.forEach(part -> counts.merge(part, 1, Integer::sum));
    }
    if (parts < PARTS * texts.size()) {
      return false;
    }
    long sharing =
        texts.stream()
            .filter(
                text ->
                    parts(text).stream()
                        .mapToInt(counts::get)
                        .anyMatch(count -> count > 2 && count < 0.9 * texts.size()))
            .count();
    return sharing > texts.size() / 2;
  }

  private static Set<String> parts(String text) {
    Set<String> parts =
        new HashSet<>(List.of(NO_WORD.split(text.toLowerCase(java.util.Locale.ROOT))));
    parts.removeIf(part -> part.isEmpty() || part.chars().allMatch(Character::isDigit));
    return parts;
  }
}
