package io.gradstream.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The columns of a file: as it names them, and as Avro can.
 *
 * @param originals the names in the file, without surrounding space
 * @param names the names as Avro fields: letters, digits, underscores, no digit first; distinct
 */
record Header(List<String> originals, List<String> names) {

  /** Reads the header of {@code path} from its first row. */
  static Header of(Path path, List<String> cells) {
    List<String> originals = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String cell : cells) {
      String original = cell.strip();
      if (Cells.isNumber(original)) {
        throw new CsvException(
            "%s:1: the first line must name the columns, but has the number '%s'; add a header"
                .formatted(path, original));
      }
      String name = original.isEmpty() ? "column_" + (names.size() + 1) : AvroNames.valid(original);
      if (names.contains(name)) {
        throw new CsvException("%s:1: two columns are called '%s'".formatted(path, name));
      }
      originals.add(original);
      names.add(name);
    }
    return new Header(List.copyOf(originals), List.copyOf(names));
  }

  /** Returns the index of a column, by either of its names. */
  OptionalInt find(String name) {
    int index = Math.max(originals.indexOf(name), names.indexOf(name));
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** Returns a sentence for each column that had to be renamed. */
  List<String> notes() {
    return Stream.iterate(0, i -> i < names.size(), i -> i + 1)
        .filter(i -> !names.get(i).equals(originals.get(i)))
        .map(i -> "column '%s' is called '%s'".formatted(originals.get(i), names.get(i)))
        .toList();
  }
}
