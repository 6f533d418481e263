package io.gradstream.schema;

import static io.gradstream.schema.registry.SchemaRegistryConfig.CACHE_SIZE;
import static io.gradstream.schema.registry.SchemaRegistryConfig.LATEST_CACHE_SIZE;
import static io.gradstream.schema.registry.SchemaRegistryConfig.LATEST_TTL_SEC;
import static io.gradstream.schema.registry.SchemaRegistryConfig.USE_LATEST;

import io.gradstream.schema.registry.ExpiringCache;
import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.SchemaKey;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import java.time.Clock;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Finds what a deserializer reads a record with: its writer's schema and the one it comes out as.
 */
final class RecordSchemas {

  private final SchemaRegistry registry;
  private final SchemaRegistryConfig config;
  private final boolean isKey;
  private final GenericData data;
  private final ExpiringCache<Key, GenericDatumReader<GenericRecord>> readers;

  /** The topic is empty where it does not matter. */
  private record Key(String topic, SchemaKey schema) {}

  private RecordSchemas(SchemaRegistryConfig config, boolean isKey, Clock clock) {
    registry = SchemaRegistries.from(config);
    this.config = config;
    this.isKey = isKey;
    data = LogicalTypes.data(config);
    readers =
        config.getBoolean(USE_LATEST)
            ? new ExpiringCache<>(
                config.getInt(LATEST_CACHE_SIZE), config.getInt(LATEST_TTL_SEC), clock)
            : new ExpiringCache<>(config.getInt(CACHE_SIZE), -1, clock);
  }

  static RecordSchemas of(Map<String, ?> settings, boolean isKey, Clock clock) {
    return new RecordSchemas(new SchemaRegistryConfig(settings), isKey, clock);
  }

  /** Returns what reads records of a schema in {@code topic}. */
  GenericDatumReader<GenericRecord> reader(String topic, SchemaKey schema) {
    Key key = new Key(config.getBoolean(USE_LATEST) ? topic : "", schema);
    return readers.get(key).orElseGet(() -> newReader(key));
  }

  private GenericDatumReader<GenericRecord> newReader(Key key) {
    Schema writer = registry.of(key.schema());
    requireRecord(key.schema(), writer);
    Schema reader = config.getBoolean(USE_LATEST) ? latest(key.topic(), writer) : writer;
    GenericDatumReader<GenericRecord> made = new GenericDatumReader<>(writer, reader, data);
    readers.put(key, made);
    return made;
  }

  private static void requireRecord(SchemaKey key, Schema writer) {
    if (writer.getType() != Schema.Type.RECORD) {
      throw new SerializationException(
          "schema %s is of type %s; only records are read here"
              .formatted(key, writer.getType().getName()));
    }
  }

  private Schema latest(String topic, Schema writer) {
    String subject = config.strategy(isKey).subject(topic, isKey, writer);
    return registry
        .latest(subject)
        .map(RegisteredSchema::schema)
        .orElseThrow(
            () ->
                new SerializationException(
                    "the registry has no schema for subject %s, and %s is true"
                        .formatted(subject, USE_LATEST)));
  }
}
