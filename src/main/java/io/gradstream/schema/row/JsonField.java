package io.gradstream.schema.row;

import io.gradstream.core.data.DateOrder;
import io.gradstream.core.data.RowLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is made of a field of a JSON object: slots of the row, and fields of the object in it. */
final class JsonField {

  /** Dotted path of the field, empty for the record itself. */
  final String path;

  /** The row's slot as a number, negative if it is not read as one. */
  final int number;

  /** The row's slot as a category, negative if it is not read as one. */
  final int category;

  /** The row's slot as a point in time, negative if it is not read as one. */
  final int instant;

  /** The row's slot as several categories, negative if it is not read as such. */
  final int bag;

  /** Which part of a date with slashes comes first, if it is read as a point in time. */
  final DateOrder order;

  /** Whether the field is the label. */
  final boolean isLabel;

  private final Map<String, JsonField> fields = new HashMap<>();
  private boolean met;
  private long lastMet;

  private JsonField(String path, RowLayout layout) {
    this.path = path;
    number = layout.numbers().indexOf(path);
    category = layout.categories().indexOf(path);
    order = layout.dateOrder(path);
    instant = layout.instants().indexOf(path);
    bag = layout.bags().indexOf(path);
    isLabel = layout.readsLabel() && layout.label().field().equals(path);
  }

  /** Returns the record itself, with every field that a layout names. */
  static JsonField of(RowLayout layout) {
    JsonField record = new JsonField("", layout);
    for (String path : layout.fields()) {
      record.add(path, layout);
    }
    return record;
  }

  private void add(String path, RowLayout layout) {
    List<JsonField> ways = new ArrayList<>(List.of(this));
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      ways.add(ways.get(ways.size() - 1).child(path.substring(0, dot), layout));
    }
    JsonField field = ways.remove(ways.size() - 1).child(path, layout);
    for (JsonField above : ways) { // a name may have dots of its own
      above.fields.putIfAbsent(above.nameOf(path), field);
    }
  }

  private String nameOf(String childPath) {
    return childPath.substring(path.isEmpty() ? 0 : path.length() + 1);
  }

  private JsonField child(String childPath, RowLayout layout) {
    return fields.computeIfAbsent(nameOf(childPath), it -> new JsonField(childPath, layout));
  }

  /** Returns the field of a name in the object that this field holds, null if it is not read. */
  @Nullable JsonField find(String name) {
    return fields.get(name);
  }

  /** Returns the fields in the object that this field holds. */
  Collection<JsonField> fields() {
    return fields.values();
  }

  /** Tells whether the value itself is read, not only fields within it. */
  boolean isRead() {
    return number >= 0 || category >= 0 || instant >= 0 || bag >= 0 || isLabel;
  }

  /** Notes that a record has the field; returns whether it had it before. */
  boolean meetAgain(long record) {
    boolean again = met && lastMet == record;
    met = true;
    lastMet = record;
    return again;
  }

  /** Tells whether a record had the field. */
  boolean isIn(long record) {
    return met && lastMet == record;
  }

  /** Tells whether any record had the field. */
  boolean wasMet() {
    return met;
  }
}
