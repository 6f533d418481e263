package io.gradstream.watch;

import io.gradstream.core.data.Bag;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The fields of rows that are scored: what a form has, and what is in a row. */
final class RowFields {

  private static final int LONGEST = 1000; // bytes of a text

  private RowFields() {}

  /**
   * Returns the fields in the order in which they are read.
   *
   * @param without fields that say which record it is, and have no part in its prediction
   * @param known some categories of a field
   */
  static List<Snapshot.Field> of(
      RowLayout layout, Set<String> without, Function<String, List<String>> known) {
    return layout.fields().stream()
        .filter(name -> !without.contains(name))
        .map(name -> new Snapshot.Field(name, type(layout, name), known.apply(name)))
        .toList();
  }

  private static String type(RowLayout layout, String name) {
    if (layout.instants().contains(name)) {
      return "time";
    }
    if (layout.bags().contains(name)) {
      return "list";
    }
    boolean number = layout.numbers().contains(name);
    return layout.categories().contains(name) ? number ? "any" : "category" : "number";
  }

  /** Returns what is there of a row, by field: numbers, texts, times as texts, lists of texts. */
  static Map<String, Object> values(Row row) {
    RowLayout layout = row.layout();
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < layout.numbers().size(); i++) {
      if (!Double.isNaN(row.number(i))) {
        values.put(layout.numbers().get(i), row.number(i));
      }
    }
    for (int i = 0; i < layout.categories().size(); i++) {
      if (row.category(i) != Row.MISSING) {
        values.put(layout.categories().get(i), text(row.categoryText(i, LONGEST)));
      }
    }
    for (int i = 0; i < layout.instants().size(); i++) {
      if (row.instant(i) != Row.NO_INSTANT) {
        values.put(layout.instants().get(i), Instant.ofEpochMilli(row.instant(i)).toString());
      }
    }
    for (int i = 0; i < layout.bags().size(); i++) {
      Bag bag = row.bag(i);
      if (!bag.isMissing()) {
        List<String> texts = new ArrayList<>();
        for (int j = 0; j < bag.size(); j++) {
          texts.add(text(bag.text(j, LONGEST)));
        }
        values.put(layout.bags().get(i), texts);
      }
    }
    values.keySet().retainAll(layout.fields());
    return values;
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
