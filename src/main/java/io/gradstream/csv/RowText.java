package io.gradstream.csv;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The rows of a file as texts, whatever the file is written in. */
interface RowText extends Closeable {

  /** Returns the names of the columns as the file has them; blank where it names none. */
  List<String> names();

  /**
   * Moves to the next row.
   *
   * @return whether there is one
   * @throws CsvException.OfRow if it cannot be read; the next may be
   */
  boolean next() throws IOException;

  /** Returns how many cells the present row has. */
  int size();

  /** Returns a cell of the present row, empty if nothing is there. */
  String cell(int column);

  /** Returns the line on which the present row starts, from 1 on. */
  long line();

  /** Tells whether a column holds texts, whatever they look like. */
  default boolean isText(int column) {
    return false;
  }

  /** Returns the present row as the file has it, if it is a JSON object. */
  default Optional<String> json() {
    return Optional.empty();
  }

  /** Returns what is to be said of columns that are left out. */
  default List<String> notes() {
    return List.of();
  }
}
