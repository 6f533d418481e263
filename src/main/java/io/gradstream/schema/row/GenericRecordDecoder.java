package io.gradstream.schema.row;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.OwnClass;
import io.gradstream.schema.SerdeAwayException;
import io.gradstream.schema.SerdeFailure;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes whatever a deserializer of the user's reads: it makes a record of Avro's, which is
 * written in Avro's encoding and read by the plan of its schema. So a row is the one that {@link
 * AvroRowDecoder} makes of the same record; the way there is slower by the detour.
 *
 * <p>An exception of the deserializer is the record's fault unless it, or one of its causes, says
 * that the network was in the way or that nothing can be read at all; see {@link SerdeFailure}.
 *
 * <p>Not thread-safe; one decoder per thread.
 */
public final class GenericRecordDecoder implements RowDecoder {

  private final String key;
  private final RowLayout layout;
  private final String topic;
  private final Deserializer<?> deserializer;
  private final RecordRows rows;

  /**
   * Creates a decoder.
   *
   * @param key of the pipeline file that names the deserializer, for messages
   * @param layout which fields are read and where they go
   * @param envelope what is around the row
   * @param topic where the records come from, for the deserializer
   * @param deserializer configured; closed with this decoder
   */
  public GenericRecordDecoder(
      String key, RowLayout layout, Envelope envelope, String topic, Deserializer<?> deserializer) {
    this.key = key;
    this.layout = layout;
    this.topic = topic;
    this.deserializer = deserializer;
    rows = new RecordRows(name(), layout, envelope);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ConfigException if the deserializer can read nothing at all
   */
  @Override
  public void decode(Headers headers, byte @Nullable [] value, Row row) throws BadRecordException {
    if (row.layout() != layout) {
      throw new IllegalArgumentException("the row has another layout than the decoder");
    }
    row.clear();
    if (value == null) {
      throw new BadRecordException(Reason.TOMBSTONE, "the value is null");
    }
    Object read = deserialized(headers, value);
    if (!(read instanceof IndexedRecord record)) {
      String found = read == null ? "null" : read.getClass().getName();
      throw new BadRecordException(
          Reason.NOT_AVRO,
          "%s made %s of the value, not a record of Avro's".formatted(name(), found));
    }
    rows.read(record, row);
  }

  @Override
  public void close() {
    OwnClass.close(key, deserializer);
  }

  private @Nullable Object deserialized(Headers headers, byte[] value) throws BadRecordException {
    try {
      return deserializer.deserialize(topic, copy(headers), value);
    } catch (RuntimeException e) {
      throw judged(e);
    } catch (StackOverflowError e) {
      throw new BadRecordException(Reason.MALFORMED, name() + ": the value is nested too deeply");
    } catch (LinkageError e) {
      throw OwnClass.lacking(key, name(), e);
    }
  }

  /** Returns headers that a deserializer may change; the record's go into its prediction. */
  private Headers copy(Headers headers) {
    return new ProducerRecord<byte[], byte[]>(topic, null, null, null, headers).headers();
  }

  private BadRecordException judged(RuntimeException thrown) {
    ConfigException failed = OwnClass.failed(key, name(), thrown);
    String message = String.valueOf(failed.getMessage());
    return switch (SerdeFailure.of(thrown)) {
      case RECORD -> new BadRecordException(Reason.MALFORMED, message);
      case AWAY -> throw new SerdeAwayException(message, thrown);
      case SETUP -> throw failed;
    };
  }

  private String name() {
    return deserializer.getClass().getName();
  }
}
