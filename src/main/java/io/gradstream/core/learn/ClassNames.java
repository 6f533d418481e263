package io.gradstream.core.learn;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.ShortText;
import io.gradstream.core.feature.dictionary.CategoryTable;
import io.gradstream.core.state.ByteArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import io.gradstream.core.text.NearestName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The classes of a label, numbered in the order in which they were given or appeared.
 *
 * <p>A class is known by the hash of its whole text; its name is kept for people, in {@value
 * #NAME_LIMIT} bytes as {@link ShortText} cuts it, so that no two classes have one name.
 */
final class ClassNames {

  static final int NAME_LIMIT = 64;
  private static final int NONE = -1;

  private final LabelRule rule;
  private final LongArray hashes;
  private final ByteArray texts;
  private final CategoryTable numbers = new CategoryTable();
  private final List<String> names = new ArrayList<>();
  private final List<String> shown = Collections.unmodifiableList(names);

  ClassNames(State state, LabelRule rule, Row anyRow) {
    this.rule = rule;
    hashes = state.longs("classes.hashes", 0);
    texts = state.bytes("classes.names");
    for (String name : rule.classes()) {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      long hash = anyRow.labelHash(text, 0, text.length);
      add(hash, ShortText.of(text, 0, text.length, NAME_LIMIT));
    }
  }

  /** Rebuilds the table after the state was loaded. */
  void restored() {
    numbers.clear(hashes.size());
    names.clear();
    byte[] bytes = texts.values();
    for (int at = 0, i = 0; i < hashes.size(); i++) {
      int length = bytes[at] & 0xFF;
      names.add(new String(bytes, at + 1, length, StandardCharsets.UTF_8));
      numbers.add(hashes.get(i), i, 0);
      at += 1 + length;
    }
  }

  int size() {
    return hashes.size();
  }

  /** Returns the name of a class of this text. */
  static String nameOf(String text) {
    return ShortText.of(text, NAME_LIMIT);
  }

  /** Returns the names in order of the numbers; a view. */
  List<String> names() {
    return shown;
  }

  /** Returns why the class of a row's label cannot be taken, if so. */
  Optional<String> problem(Row row) {
    if (row.labelHash() == Row.MISSING || number(row) != NONE) {
      return Optional.empty();
    }
    String name = new String(row.labelText(NAME_LIMIT), StandardCharsets.UTF_8);
    if (!rule.classes().isEmpty()) {
      return Optional.of(
          "label %s is \"%s\"; it must be one of %s%s"
              .formatted(
                  rule.field(),
                  name,
                  rule.classes(),
                  NearestName.near(name, rule.classes())
                      .map(near -> " (nearest: " + near + ")")
                      .orElse("")));
    }
    return size() < rule.mostClasses()
        ? Optional.empty()
        : Optional.of(
            "label %s is \"%s\", a class more than the %d of max-classes"
                .formatted(rule.field(), name, rule.mostClasses()));
  }

  /**
   * Returns the probability that a label is of none of {@code known} classes, {@code (known + 1/2)
   * / (n + 1)}; 0 if no other class can come.
   *
   * <p>It is the estimate of R. E. Krichevsky, V. K. Trofimov, "The performance of universal
   * encoding", IEEE Transactions on Information Theory 27(2), 1981, of the share of records that
   * brought a class of their own.
   *
   * @param labelled n, the labels so far
   */
  double unseen(int known, long labelled) {
    return unseen(rule, known, labelled);
  }

  /** Returns the same of a rule alone. */
  static double unseen(LabelRule rule, int known, long labelled) {
    boolean complete = !rule.classes().isEmpty() || known >= rule.mostClasses();
    return complete ? 0 : (known + 0.5) / (labelled + 1);
  }

  /** Returns the number of the class of a row's label, a new one if it has not appeared yet. */
  int admit(Row row) {
    int number = number(row);
    if (number == NONE) {
      add(row.labelHash(), row.labelText(NAME_LIMIT));
      return size() - 1;
    }
    return number;
  }

  private int number(Row row) {
    return numbers.find(row.labelHash());
  }

  private void add(long hash, byte[] name) {
    byte[] entry = new byte[1 + name.length];
    entry[0] = (byte) name.length;
    System.arraycopy(name, 0, entry, 1, name.length);
    numbers.add(hash, size(), size() + 1);
    names.add(new String(name, StandardCharsets.UTF_8));
    hashes.add(hash);
    texts.add(entry);
  }
}
