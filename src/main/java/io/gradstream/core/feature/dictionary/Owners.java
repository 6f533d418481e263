package io.gradstream.core.feature.dictionary;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Whose a category is, by its name, where the state does not say: a name begins with the title of
 * its vocabulary, {@code carrier=AA}. Only a field with an equals sign in its name can begin as
 * another one's category.
 */
final class Owners {

  private final CategoryNames names;
  private final List<byte[]> prefixes;

  Owners(CategoryNames names, List<Vocabulary> vocabularies) {
    this.names = names;
    prefixes =
        vocabularies.stream()
            .map(Vocabulary::title)
            .filter(title -> !title.isEmpty()) // that of categories without bound
            .distinct()
            .map(Owners::prefix)
            .toList();
  }

  /**
   * Returns which positions have categories that may be a vocabulary's; all of its own among them.
   */
  IntPredicate of(Vocabulary vocabulary) {
    byte[] own = prefix(vocabulary.title());
    return at -> names.startsWith(at, own);
  }

  /** Tells whether the category at a position may be of several vocabularies. */
  boolean isUnsure(int at) {
    return prefixes.stream().filter(each -> names.startsWith(at, each)).count() > 1;
  }

  private static byte[] prefix(String title) {
    return (title + "=").getBytes(StandardCharsets.UTF_8);
  }
}
