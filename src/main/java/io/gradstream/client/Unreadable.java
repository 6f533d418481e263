package io.gradstream.client;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Records of output topics that no pipeline has written so: bytes of another form, an Avro record
 * without the fields, none at all. They are passed over, and everything else is shown; a registry
 * that is away is no fault of a record's, and is not caught here.
 */
public final class Unreadable {

  private Unreadable() {}

  /** Uses a record; returns a sentence if it is none that can be read. */
  public static Optional<String> problem(
      ConsumerRecord<byte[], byte[]> record, Consumer<ConsumerRecord<byte[], byte[]>> use) {
    try {
      use.accept(record);
      return Optional.empty();
    } catch (SerializationException
        | AvroRuntimeException
        | ClassCastException
        | NullPointerException e) {
      return Optional.of(
          "topic %s has a record that cannot be read, at offset %d of partition %d"
              .formatted(record.topic(), record.offset(), record.partition()));
    }
  }
}
