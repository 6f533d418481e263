package io.gradstream.core.data;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is around the row whose fields a pipeline reads. */
public enum Envelope {
  /** Nothing: the record is the row. */
  NONE,
  /**
   * A change of a database's row, as Debezium writes it: the row is in {@code after}, and null
   * there after a delete.
   */
  DEBEZIUM;

  /** The field of a change that holds the row. */
  public static final String AFTER = "after";

  private static final List<String> PARTS = List.of(AFTER + ".", "before.", "source.");

  /**
   * Returns where a field is in the record. One that is named from the envelope on, as {@code
   * source.table} is, is there.
   */
  public String path(String field) {
    boolean isWhole = this == NONE || PARTS.stream().anyMatch(field::startsWith);
    return isWhole ? field : AFTER + "." + field;
  }

  /**
   * Returns a layout with the same slots and the paths of its fields in the record.
   *
   * @throws IllegalArgumentException if two names of the layout are of one field
   */
  public RowLayout paths(RowLayout layout) {
    if (this == NONE) {
      return layout;
    }
    LabelRule label = layout.label();
    return new RowLayout(
        paths(layout.numbers()),
        paths(layout.categories()),
        paths(layout.instants()),
        paths(layout.bags()),
        new LabelRule(
            path(label.field()),
            label.task(),
            label.positive(),
            label.threshold(),
            label.classes(),
            label.mostClasses()),
        layout.dates().entrySet().stream()
            .collect(Collectors.toMap(entry -> path(entry.getKey()), Map.Entry::getValue)),
        layout.elsewhere().stream().map(this::path).collect(Collectors.toSet()));
  }

  private List<String> paths(List<String> fields) {
    Set<String> seen = new HashSet<>();
    for (String field : fields) {
      if (!seen.add(path(field))) {
        throw new IllegalArgumentException(
            "%s is named twice, with '%s.' before it and without"
                .formatted(field.replaceFirst("^" + AFTER + "\\.", ""), AFTER));
      }
    }
    return fields.stream().map(this::path).toList();
  }
}
