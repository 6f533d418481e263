package io.gradstream.eval;

import io.gradstream.core.data.Row;
import io.gradstream.csv.CsvRecords;
import io.gradstream.schema.row.BadRecordException;
import java.io.IOException;

/** Labels that are known later than their rows, in the order in which they become known. */
public interface LabelSource {

  /** Tells whether there is another label, and it is known by a time. */
  boolean isDue(long time) throws IOException;

  /** Returns when the present label became known. */
  long time();

  /** Returns the number of the row that it is in, for people. */
  long number();

  /** Returns the present label, valid until the next call. */
  Row read() throws BadRecordException;

  /** Returns by what the present label, which was read, finds its row. */
  byte[] labelKey() throws BadRecordException;

  /** Moves on to the next label. */
  void next() throws IOException;

  /** Told of each row before it is taken. */
  void begin(CsvRecords rows, long number) throws IOException;

  /** Returns by what the row at hand is found by its label. */
  byte[] key(Row row) throws BadRecordException;
}
