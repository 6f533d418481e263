package io.gradstream.streams.output;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.Outcome;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Turns what a trainer makes into the bytes of its output topics; one for each format. Not
 * thread-safe.
 */
public interface OutputWriter extends AutoCloseable {

  /** Returns how many bytes a prediction may take, with the headers that the writer adds. */
  int maxPredictionBytes(Task task);

  /** Tells whether that is only an estimate, so that each record must be measured. */
  default boolean mustBeMeasured() {
    return false;
  }

  /**
   * Returns the bytes of a prediction.
   *
   * @param headers those of its record; a writer may add to them
   */
  byte[] prediction(Headers headers, Outcome outcome, long time, Origin origin);

  /** Returns the bytes of a record of {@link OutputSchemas#METRICS}. */
  byte[] metrics(Headers headers, GenericRecord metrics);

  /** Returns the bytes of a record of {@link OutputSchemas#DECISION}. */
  byte[] decision(Headers headers, GenericRecord decision);

  /** Returns the bytes of a record of {@link OutputSchemas#OUTCOME}. */
  byte[] outcome(Headers headers, GenericRecord outcome);

  /** Gives back what the writer holds. */
  @Override
  default void close() {}
}
