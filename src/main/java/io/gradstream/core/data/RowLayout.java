package io.gradstream.core.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The fields of a record that a pipeline reads, each with its slot in a {@link Row}.
 *
 * <p>A field may have a slot as a number and another as a category; asked twice as the same kind it
 * keeps one slot. Decoders are compiled against this and skip every other field.
 *
 * @param numbers names of the fields read as numbers, by slot
 * @param categories names of the fields read as categories, by slot
 * @param label how the label is read
 */
public record RowLayout(List<String> numbers, List<String> categories, LabelRule label) {

  /** Copies the lists. */
  public RowLayout {
    numbers = List.copyOf(numbers);
    categories = List.copyOf(categories);
  }

  /** Returns a layout with the distinct names in order of first appearance. */
  public static RowLayout of(
      Iterable<String> numbers, Iterable<String> categories, LabelRule label) {
    return new RowLayout(distinct(numbers), distinct(categories), label);
  }

  /** Returns every field that is read, features first and the label last, without repeats. */
  public List<String> fields() {
    Set<String> all = new LinkedHashSet<>(numbers);
    all.addAll(categories);
    all.add(label.field());
    return List.copyOf(all);
  }

  private static List<String> distinct(Iterable<String> names) {
    Set<String> all = new LinkedHashSet<>();
    names.forEach(all::add);
    return new ArrayList<>(all);
  }
}
