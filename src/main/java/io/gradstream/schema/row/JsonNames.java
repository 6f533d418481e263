package io.gradstream.schema.row;

import io.gradstream.core.text.NearestName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the first records for fields that none of them has: in JSON an absent field is a missing
 * value, so that a misspelt name would otherwise stay unnoticed.
 */
final class JsonNames {

  /** How many records are looked at. */
  static final int RECORDS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(JsonNames.class);
  private static final int MOST_NAMES = 10_000;

  /** A longer name is no misspelt one of ours, and no reason to keep it. */
  private static final int LONGEST = 256;

  private final JsonField root;
  private final Set<String> names = new LinkedHashSet<>();
  private final Map<String, String> answers = new HashMap<>();
  private int records;

  JsonNames(JsonField root) {
    this.root = root;
  }

  /** Tells whether names are still looked at. */
  boolean areWatched() {
    return records < RECORDS;
  }

  /** Notes the name of a field that is not read, in the object of another. */
  void add(JsonField object, String name) {
    if (names.size() < MOST_NAMES && name.length() <= LONGEST) {
      boolean isNew = names.add(object.path.isEmpty() ? name : object.path + "." + name);
      if (isNew && !answers.isEmpty()) {
        answers.clear();
      }
    }
  }

  /** Notes the end of a record; after enough of them says what none has. */
  void endRecord() {
    if (++records == RECORDS) {
      absent(root).forEach(this::warn);
      names.clear();
    }
  }

  /** Returns the nearest name that was met, as the end of a sentence; searches once for a path. */
  String nearest(String path) {
    return answers.computeIfAbsent(path, this::search);
  }

  private String search(String path) {
    return NearestName.of(path, names).map(name -> " (nearest: " + name + ")").orElse("");
  }

  private static Set<JsonField> absent(JsonField within) {
    Set<JsonField> absent = new TreeSet<>(Comparator.comparing(field -> field.path));
    for (JsonField field : within.fields()) {
      if (field.isRead() && !field.wasMet()) {
        absent.add(field);
      }
      absent.addAll(absent(field));
    }
    return absent;
  }

  private void warn(JsonField field) {
    LOG.warn(
        "none of the first {} records has field '{}'{}: {}",
        RECORDS,
        field.path,
        nearest(field.path),
        field.isLabel
            ? "without it, the label, nothing is learned from records"
            : "it counts as missing");
  }
}
