package io.gradstream.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The columns of a file: as it names them, and as Avro can.
 *
 * @param originals the names in the file, without surrounding space; of those that are there twice
 *     or not at all, with a number
 * @param names the names as Avro fields: letters, digits, underscores, no digit first; distinct
 * @param notes a sentence for each column that is called otherwise than in the file
 */
record Header(List<String> originals, List<String> names, List<String> notes) {

  /** Reads the header of {@code path} from its first row. */
  static Header of(String path, List<String> cells) {
    List<String> originals = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Set<String> given = new HashSet<>(cells.stream().map(String::strip).toList());
    for (String cell : cells) {
      String text = cell.strip();
      if (Cells.isNumber(text)) {
        throw new CsvException(
            "%s:1: the first line must name the columns, but has the number '%s'; add a header"
                .formatted(path, text));
      }
      String original = original(text, originals, given);
      String name = free(AvroNames.valid(original), names);
      if (!original.equals(text)) {
        notes.add(
            "column %d, '%s', is called '%s'".formatted(originals.size() + 1, text, original));
      }
      if (!name.equals(original)) {
        notes.add("column '%s' is called '%s' in Avro".formatted(original, name));
      }
      originals.add(original);
      names.add(name);
    }
    return new Header(List.copyOf(originals), List.copyOf(names), List.copyOf(notes));
  }

  private static String original(String text, List<String> taken, Set<String> given) {
    if (!text.isEmpty() && !taken.contains(text)) {
      return text;
    }
    String base = text.isEmpty() ? "column" : text;
    int number = text.isEmpty() ? taken.size() + 1 : 2;
    while (taken.contains(base + "_" + number) || given.contains(base + "_" + number)) {
      number++;
    }
    return base + "_" + number;
  }

  private static String free(String name, List<String> taken) {
    return !taken.contains(name)
        ? name
        : Stream.iterate(2, number -> number + 1)
            .map(number -> name + "_" + number)
            .filter(each -> !taken.contains(each))
            .findFirst()
            .orElseThrow();
  }

  /** Returns the index of a column, by its name in the file or else in Avro. */
  OptionalInt find(String name) {
    int original = originals.indexOf(name);
    int index = original >= 0 ? original : names.indexOf(name);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }
}
