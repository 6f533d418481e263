package io.gradstream.schema;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro records in the registry's wire format, configured as Confluent's deserializer is.
 *
 * <p>A record has the schema that its writer had. A null stays null. Not thread-safe, like the
 * consumer that has it.
 */
public final class AvroDeserializer implements Deserializer<GenericRecord> {

  private @Nullable SchemaRegistry registry;
  private BoundedCache<Integer, GenericDatumReader<GenericRecord>> readers = new BoundedCache<>(1);
  private @Nullable BinaryDecoder decoder;

  /** Creates a deserializer that Kafka configures. */
  public AvroDeserializer() {}

  /**
   * Creates a configured deserializer.
   *
   * @param settings under Confluent's names, {@code schema.registry.url} among them
   */
  public AvroDeserializer(Map<String, ?> settings) {
    initialize(settings);
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    initialize(settings);
  }

  private void initialize(Map<String, ?> settings) {
    SchemaRegistryConfig config = new SchemaRegistryConfig(settings);
    registry = SchemaRegistries.from(config);
    readers = new BoundedCache<>(config.getInt(SchemaRegistryConfig.CACHE_SIZE));
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
    int id = WireFormat.schemaId(value);
    GenericDatumReader<GenericRecord> reader = reader(id);
    try {
      return read(reader, value);
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "topic %s: the value is no record of schema %d: %s".formatted(topic, id, e.getMessage()),
          e);
    }
  }

  private GenericRecord read(GenericDatumReader<GenericRecord> reader, byte[] value)
      throws IOException {
    int from = WireFormat.HEADER_LENGTH;
    decoder = DecoderFactory.get().binaryDecoder(value, from, value.length - from, decoder);
    return reader.read(null, decoder);
  }

  private GenericDatumReader<GenericRecord> reader(int id) {
    return readers.get(id).orElseGet(() -> newReader(id));
  }

  private GenericDatumReader<GenericRecord> newReader(int id) {
    if (registry == null) {
      throw new IllegalStateException("configure() was not called");
    }
    GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(registry.byId(id));
    readers.put(id, reader);
    return reader;
  }
}
