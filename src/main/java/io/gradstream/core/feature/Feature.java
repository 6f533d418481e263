package io.gradstream.core.feature;

import io.gradstream.core.data.DateOrder;
import io.gradstream.core.data.Task;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A rule that encodes some fields into columns; immutable, its state lives in arrays outside.
 *
 * <p>Lifecycle: a pipeline lists its rules; {@link FeaturePlan} gives every rule its columns and
 * binds it to a row's slots and to state; the bound {@link Encoder} does the work.
 */
public interface Feature {

  /** Returns the name by which the YAML knows this kind of encoder. */
  String kind();

  /** Returns the fields it reads as numbers. */
  default List<String> numbers() {
    return List.of();
  }

  /** Returns the fields it reads as categories. */
  default List<String> categories() {
    return List.of();
  }

  /** Returns the fields it reads as points in time. */
  default List<String> instants() {
    return List.of();
  }

  /** Returns which part of a date comes first in points in time, where it is not as in ISO 8601. */
  default Map<String, DateOrder> dates() {
    return Map.of();
  }

  /** Returns the fields it reads as several categories at once. */
  default List<String> bags() {
    return List.of();
  }

  /** Returns the names of the columns that are always there, one parameter row each. */
  default List<String> columns() {
    return List.of();
  }

  /**
   * Returns what a fixed column is of, for people who add up by it: a field, or several with {@code
   * " x "} between.
   *
   * @param column its number among {@link #columns}
   */
  default String source(int column) {
    return String.join(" x ", fields());
  }

  /** Returns the fields it reads, each once. */
  default List<String> fields() {
    return Stream.of(numbers(), categories(), instants(), bags())
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /** Returns how many of {@link #columns} are active in a record, for the width of a layer. */
  default int activeColumns() {
    return columns().size();
  }

  /**
   * Tells whether a fixed column holds a number on a scale of about 1, to which noise may be added;
   * not one that is 0 or 1.
   */
  default boolean isNumber(int column) {
    return false;
  }

  /** Tells whether a column of a category may be given to another one in time. */
  default boolean forgets() {
    return false;
  }

  /** Returns the tasks it can encode for; some need labels that are numbers. */
  default Set<Task> tasks() {
    return Set.of(Task.values());
  }

  /** Returns how many columns of categories are active in a record, for the width of a layer. */
  default int activeCategories() {
    return 0;
  }

  /**
   * Returns the rule in a line: kind, fields and every setting on which the meaning of stored state
   * depends.
   */
  String description();

  /** Returns an encoder that reads and writes the state of {@code binding}. */
  Encoder bind(Binding binding);
}
