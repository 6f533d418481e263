package io.gradstream.core.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a record that a pipeline reads, each with its slot in a {@link Row}.
 *
 * <p>A field may have a slot as a number and another as a category; asked twice as the same kind it
 * keeps one slot. Decoders are compiled against this and skip every other field.
 *
 * @param numbers names of the fields read as numbers, by slot
 * @param categories names of the fields read as categories, by slot
 * @param instants names of the fields read as points in time, by slot
 * @param bags names of the fields read as several categories at once, by slot
 * @param label how the label is read
 * @param dates which part of a date comes first, by the names of points in time; ISO if not there
 * @param elsewhere fields that have a slot and are not in these records: they come with others, as
 *     a label may that is known later
 */
public record RowLayout(
    List<String> numbers,
    List<String> categories,
    List<String> instants,
    List<String> bags,
    LabelRule label,
    Map<String, DateOrder> dates,
    Set<String> elsewhere) {

  /** Copies the lists. */
  public RowLayout {
    numbers = List.copyOf(numbers);
    categories = List.copyOf(categories);
    instants = List.copyOf(instants);
    bags = List.copyOf(bags);
    dates = Map.copyOf(dates);
    elsewhere = Set.copyOf(elsewhere);
  }

  /** Returns a layout of numbers and categories, distinct, in order of first appearance. */
  public static RowLayout of(
      Iterable<String> numbers, Iterable<String> categories, LabelRule label) {
    return of(numbers, categories, List.of(), List.of(), label);
  }

  /** Returns a layout with the distinct names in order of first appearance. */
  public static RowLayout of(
      Iterable<String> numbers,
      Iterable<String> categories,
      Iterable<String> instants,
      Iterable<String> bags,
      LabelRule label) {
    return new RowLayout(
        distinct(numbers),
        distinct(categories),
        distinct(instants),
        distinct(bags),
        label,
        Map.of(),
        Set.of());
  }

  /** Returns the same layout with other orders of dates. */
  public RowLayout withDates(Map<String, DateOrder> orders) {
    return new RowLayout(numbers, categories, instants, bags, label, orders, elsewhere);
  }

  /** Returns the same slots for records that some of the fields are not in. */
  public RowLayout without(Set<String> fields) {
    return new RowLayout(numbers, categories, instants, bags, label, dates, fields);
  }

  /** Tells whether the label is one of the records' fields. */
  public boolean readsLabel() {
    return !elsewhere.contains(label.field());
  }

  /** Returns which part of a date comes first in a field that is read as a point in time. */
  public DateOrder dateOrder(String instant) {
    return dates.getOrDefault(instant, DateOrder.ISO);
  }

  /** Returns every field that is read, features first and the label last, without repeats. */
  public List<String> fields() {
    Set<String> all = new LinkedHashSet<>(numbers);
    all.addAll(categories);
    all.addAll(instants);
    all.addAll(bags);
    all.add(label.field());
    all.removeAll(elsewhere);
    return List.copyOf(all);
  }

  private static List<String> distinct(Iterable<String> names) {
    Set<String> all = new LinkedHashSet<>();
    names.forEach(all::add);
    return new ArrayList<>(all);
  }
}
