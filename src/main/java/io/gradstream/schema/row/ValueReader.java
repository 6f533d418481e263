package io.gradstream.schema.row;

import io.gradstream.core.data.Row;
import java.util.List;

/** Reads one value that is not null into a slot of the row, in a way of its own. */
interface ValueReader {

  /** Of a step that has no reader. */
  ValueReader NONE = (in, row, slot) -> {};

  /** Reads the value at which {@code in} stands. */
  void read(BinaryInput in, Row row, int slot) throws BadRecordException;

  /** Returns why it rejects records for the types of what they hold, if it does. */
  default List<BadRecordException> refusals() {
    return List.of();
  }
}
