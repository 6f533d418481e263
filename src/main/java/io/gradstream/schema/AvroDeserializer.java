package io.gradstream.schema;

import io.gradstream.schema.registry.MonotonicClock;
import io.gradstream.schema.registry.SchemaKey;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro records in the registry's wire format, configured as Confluent's deserializer is.
 *
 * <p>A record has the schema that its writer had or, with {@code use.latest.version}, the subject's
 * latest, which is asked for again after {@code latest.cache.ttl.sec}, by default never. A null
 * stays null. Not thread-safe, like the consumer that has it.
 */
public final class AvroDeserializer implements Deserializer<GenericRecord> {

  private final Clock clock;
  private @Nullable RecordSchemas schemas;
  private @Nullable BinaryDecoder decoder;
  private SchemaIdHeaders idHeaders = SchemaIdHeaders.ofValues();

  /** Creates a deserializer that Kafka configures. */
  public AvroDeserializer() {
    this(new MonotonicClock());
  }

  /** Creates a deserializer that asks for the latest schema anew by {@code clock}. */
  AvroDeserializer(Clock clock) {
    this.clock = clock;
  }

  /**
   * Creates a configured deserializer of values.
   *
   * @param settings under Confluent's names, {@code schema.registry.url} among them
   */
  public AvroDeserializer(Map<String, ?> settings) {
    this();
    initialize(settings, false);
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    initialize(settings, isKey);
  }

  private void initialize(Map<String, ?> settings, boolean isKey) {
    idHeaders = isKey ? SchemaIdHeaders.ofKeys() : SchemaIdHeaders.ofValues();
    schemas = RecordSchemas.of(settings, isKey, clock);
  }

  /**
   * Returns the record in {@code value}; its schema is that which a header names, else that of the
   * id before the record.
   *
   * @throws SerializationException also if such a header is none
   */
  @Override
  public GenericRecord deserialize(String topic, Headers headers, byte @Nullable [] value) {
    Optional<SchemaKey> named = value == null ? Optional.empty() : named(topic, headers);
    return named.isPresent() && value != null
        ? read(topic, named.get(), value, 0)
        : deserialize(topic, value);
  }

  private Optional<SchemaKey> named(String topic, Headers headers) {
    try {
      return idHeaders.find(headers);
    } catch (IllegalArgumentException e) {
      throw new SerializationException("topic %s: %s".formatted(topic, e.getMessage()), e);
    }
  }

  /**
   * Returns the record in {@code value}.
   *
   * @throws SerializationException if the bytes are no framed record of their schema
   * @throws SchemaRegistryException if the registry does not have the schema or cannot be asked
   */
  // Null for null is Kafka's contract; were it declared, readers of topics without tombstones
  // would have to check for what never comes.
  @SuppressWarnings("NullAway")
  @Override
  public GenericRecord deserialize(String topic, byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    if (!WireFormat.isFramed(value)) {
      throw new SerializationException("topic %s: %s".formatted(topic, WireFormat.problem(value)));
    }
    SchemaKey key = new SchemaKey.Id(WireFormat.schemaId(value));
    return read(topic, key, value, WireFormat.HEADER_LENGTH);
  }

  private GenericRecord read(String topic, SchemaKey key, byte[] value, int from) {
    GenericDatumReader<GenericRecord> reader = configured().reader(topic, key);
    try {
      decoder = DecoderFactory.get().binaryDecoder(value, from, value.length - from, decoder);
      return reader.read(null, decoder);
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "topic %s: the value is no record of schema %s: %s".formatted(topic, key, e.getMessage()),
          e);
    }
  }

  private RecordSchemas configured() {
    if (schemas == null) {
      throw new IllegalStateException("configure() was not called");
    }
    return schemas;
  }
}
