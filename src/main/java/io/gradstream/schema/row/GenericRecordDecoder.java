package io.gradstream.schema.row;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.LogicalTypes;
import io.gradstream.schema.OwnClass;
import io.gradstream.schema.SerdeAwayException;
import io.gradstream.schema.SerdeFailure;
import io.gradstream.schema.registry.BoundedCache;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
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
  private final Envelope envelope;
  private final String topic;
  private final Deserializer<?> deserializer;
  private final GenericData data = LogicalTypes.converting();
  private final BinaryInput input = new BinaryInput();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private final BoundedCache<Schema, Known> plans = new BoundedCache<>(PlanCache.CAPACITY);
  private @Nullable Known last;

  /** How records of one schema are written and read. */
  private record Known(
      Schema schema, GenericDatumWriter<IndexedRecord> writer, DecodingPlan plan) {}

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
    this.envelope = envelope;
    this.topic = topic;
    this.deserializer = deserializer;
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
    Known known = known(record.getSchema());
    input.reset(written(record, known), 0);
    try {
      known.plan().run(input, row);
    } catch (BadRecordException e) {
      row.clear();
      throw e;
    }
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

  private byte[] written(IndexedRecord record, Known known) throws BadRecordException {
    bytes.reset();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      known.writer().write(record, encoder);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new BadRecordException(
          Reason.MALFORMED,
          "%s made a record that is none of its own schema %s: %s"
              .formatted(name(), known.schema().getFullName(), e.getMessage()));
    }
    return bytes.toByteArray();
  }

  private Known known(Schema schema) {
    Known known = last;
    if (known == null || known.schema() != schema) {
      known = plans.get(schema).orElseGet(() -> compiled(schema));
      last = known;
    }
    return known;
  }

  private Known compiled(Schema schema) {
    DecodingPlan plan =
        PlanCompiler.compile(layout, envelope, schema.getFullName(), schema, schema);
    if (!plan.hasLabel()) {
      MissingFields.warnWithoutLabel(
          "schema " + schema.getFullName(), envelope.path(layout.label().field()), schema);
    }
    Known known = new Known(schema, new GenericDatumWriter<>(schema, data), plan);
    plans.put(schema, known);
    return known;
  }

  private String name() {
    return deserializer.getClass().getName();
  }
}
