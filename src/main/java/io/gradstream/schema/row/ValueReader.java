package io.gradstream.schema.row;

import io.gradstream.core.data.Row;
import java.util.List;

/** Reads one value that is not null into a slot of the row. */
interface ValueReader {

  /** Of steps that need none. */
  ValueReader NONE = (in, row, slot) -> {};

  /** Reads the value at which {@code in} stands. */
  void read(BinaryInput in, Row row, int slot) throws BadRecordException;

  /** Returns why it rejects records for the types of what they hold, if it does. */
  default List<BadRecordException> refusals() {
    return List.of();
  }

  /** Leads values from a source to a sink. */
  record Piped<S>(Source<? super S> source, S sink) implements ValueReader {

    @Override
    public void read(BinaryInput in, Row row, int slot) throws BadRecordException {
      source.read(in, sink, row, slot);
    }
  }

  /** Passes over values of no fixed shape. */
  record Passing(Skip skip) implements ValueReader {

    @Override
    public void read(BinaryInput in, Row row, int slot) throws BadRecordException {
      skip.skip(in, 0);
    }
  }

  /** Rejects the record, whatever the value. */
  record Refusal(BadRecordException failure) implements ValueReader {

    @Override
    public void read(BinaryInput in, Row row, int slot) throws BadRecordException {
      throw failure;
    }

    @Override
    public List<BadRecordException> refusals() {
      return List.of(failure);
    }
  }
}
