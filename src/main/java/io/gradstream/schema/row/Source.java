package io.gradstream.schema.row;

import io.gradstream.core.data.Row;
import org.apache.avro.Schema;

/**
 * Reads a value of one type and hands it to a {@link Sink}.
 *
 * @param <S> what takes values of the type
 */
interface Source<S> {

  /** Reads the value at which {@code in} stands. */
  void read(BinaryInput in, S sink, Row row, int slot) throws BadRecordException;

  /** Reads strings and byte strings. */
  Source<Sink.OfTexts> TEXT = (in, sink, row, slot) -> slice(in, in.readLength(), sink, row, slot);

  /** Reads booleans. */
  Source<Sink.OfBooleans> BOOLEAN =
      (in, sink, row, slot) -> sink.truth(in.readBoolean(), row, slot);

  /** Reads fixed values of a size in bytes as they stand. */
  record Fixed(int size) implements Source<Sink.OfTexts> {

    @Override
    public void read(BinaryInput in, Sink.OfTexts sink, Row row, int slot)
        throws BadRecordException {
      slice(in, size, sink, row, slot);
    }
  }

  private static void slice(BinaryInput in, int length, Sink.OfTexts sink, Row row, int slot)
      throws BadRecordException {
    sink.text(in.bytes(), in.skip(length), length, row, slot);
  }

  /** Reads numbers: the writer's type, and the reader's where that makes another value of it. */
  enum Numeric implements Source<Sink.OfNumbers> {
    INT((in, sink, row, slot) -> sink.whole(in.readInt(), row, slot)),
    LONG((in, sink, row, slot) -> sink.whole(in.readLong(), row, slot)),
    FLOAT((in, sink, row, slot) -> sink.real(in.readFloat(), row, slot)),
    DOUBLE((in, sink, row, slot) -> sink.real(in.readDouble(), row, slot)),
    INT_AS_FLOAT((in, sink, row, slot) -> sink.real((float) in.readInt(), row, slot)),
    LONG_AS_FLOAT((in, sink, row, slot) -> sink.real((float) in.readLong(), row, slot)),
    LONG_AS_DOUBLE((in, sink, row, slot) -> sink.real((double) in.readLong(), row, slot));

    private final Source<Sink.OfNumbers> source;

    Numeric(Source<Sink.OfNumbers> source) {
      this.source = source;
    }

    /** Returns what reads a writer's number as a reader's; Avro resolves the one to the other. */
    static Numeric of(Schema.Type written, Schema.Type read) {
      return switch (written) {
        case INT -> read == Schema.Type.FLOAT ? INT_AS_FLOAT : INT;
        case LONG -> ofLong(read);
        case FLOAT -> FLOAT;
        default -> DOUBLE;
      };
    }

    private static Numeric ofLong(Schema.Type read) {
      return switch (read) {
        case FLOAT -> LONG_AS_FLOAT;
        case DOUBLE -> LONG_AS_DOUBLE;
        default -> LONG;
      };
    }

    @Override
    public void read(BinaryInput in, Sink.OfNumbers sink, Row row, int slot)
        throws BadRecordException {
      source.read(in, sink, row, slot);
    }
  }
}
