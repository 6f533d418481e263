package io.gradstream.eval;

import io.gradstream.core.data.Row;
import io.gradstream.csv.CsvException;
import io.gradstream.csv.CsvRecords;
import io.gradstream.schema.row.BadRecordException;
import java.io.IOException;
import java.util.Optional;

/** Labels that are known later than their rows, in the order in which they become known. */
public interface LabelSource {

  /**
   * Told of the rows before the first is read.
   *
   * @throws CsvException if columns are missing or cannot be used
   */
  void open(CsvRecords rows) throws IOException;

  /** Tells whether there is another label, and it is known by a time. */
  boolean isDue(long time) throws IOException;

  /** Returns when the present label became known. */
  long time();

  /** Returns the number of the row that it is in. */
  long number();

  /** Returns where it is, for people. */
  String place();

  /** Returns the present label, valid until the next call. */
  Row read() throws BadRecordException;

  /** Returns by what the present label, which was read, finds its row. */
  byte[] labelKey() throws BadRecordException;

  /** Moves on to the next label. */
  void next() throws IOException;

  /**
   * Told of each row before it is taken.
   *
   * @throws CsvException if a cell of it cannot be used
   */
  void begin(CsvRecords rows, long number) throws IOException;

  /** Returns by what the row at hand is found by its label. */
  byte[] key(Row row) throws BadRecordException;

  /** Told when the row at hand was taken and waits. */
  void waits();

  /** Returns how many rows of labels could not be read at all. */
  long skipped();

  /** Returns what is wrong with the first of them. */
  Optional<String> firstProblem();
}
