package io.gradstream.schema.row;

import io.gradstream.core.data.Row;
import io.gradstream.schema.registry.SchemaRegistryException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Turns a record's bytes into a {@link Row}, one for each format of the input. Not thread-safe. */
@FunctionalInterface
public interface RowDecoder extends AutoCloseable {

  /**
   * Fills {@code row} with the record in {@code value}; categories may be slices of {@code value}.
   *
   * @param headers the record's headers, for formats that look at them; never changed
   * @param value the record's value, null for a tombstone
   * @param row a row of this decoder's layout; cleared first, half filled if this throws
   * @throws BadRecordException if the record can never be used
   * @throws SchemaRegistryException if the registry cannot be asked now: not the record's fault
   * @throws RetriableException if anything else that is needed is away: not the record's fault
   */
  void decode(Headers headers, byte @Nullable [] value, Row row) throws BadRecordException;

  /**
   * Returns the name nearest to a field's among those that were in the records, as the end of a
   * sentence; empty if there is none or the format cannot tell.
   */
  default String nearest(String field) {
    return "";
  }

  /** Gives back what the decoder holds; it decodes nothing any more. */
  @Override
  default void close() {}
}
