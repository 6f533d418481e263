package io.gradstream.schema;

import io.gradstream.schema.registry.MonotonicClock;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records in the registry's wire format, configured as Confluent's serializer is.
 *
 * <p>With {@code use.latest.version} a version that is newer than the one first seen is written
 * once {@code latest.cache.ttl.sec} have passed, by default never: a new serializer sees it at
 * once.
 *
 * <p>A null stays null. Thread-safe, since threads may share a producer and so its serializer.
 */
public final class AvroSerializer implements Serializer<GenericRecord> {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
  private final Clock clock;
  private @Nullable WriterSchemas schemas;

  /** Creates a serializer that Kafka configures. */
  public AvroSerializer() {
    this(new MonotonicClock());
  }

  /** Creates a serializer that asks for the latest schema anew by {@code clock}. */
  AvroSerializer(Clock clock) {
    this.clock = clock;
  }

  /**
   * Creates a configured serializer.
   *
   * @param settings under Confluent's names, {@code schema.registry.url} among them
   */
  public AvroSerializer(Map<String, ?> settings, boolean isKey) {
    this();
    initialize(settings, isKey);
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    initialize(settings, isKey);
  }

  private void initialize(Map<String, ?> settings, boolean isKey) {
    SchemaRegistryConfig config = new SchemaRegistryConfig(settings);
    schemas = new WriterSchemas(SchemaRegistries.from(config), config, isKey, clock);
  }

  /**
   * Returns the framed record.
   *
   * @throws SerializationException if the record does not fit its schema
   * @throws SchemaRegistryException if the registry refuses the schema or cannot be asked
   */
  @Override
  public synchronized byte @Nullable [] serialize(String topic, @Nullable GenericRecord record) {
    if (record == null) {
      return null;
    }
    RecordWriter writer = configured().writer(topic, record.getSchema());
    try {
      writer.write(record, out, encoder);
      return out.toByteArray();
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "cannot write a record of %s to topic %s: %s"
              .formatted(record.getSchema().getFullName(), topic, e.getMessage()),
          e);
    }
  }

  private WriterSchemas configured() {
    if (schemas == null) {
      throw new IllegalStateException("configure() was not called");
    }
    return schemas;
  }
}
