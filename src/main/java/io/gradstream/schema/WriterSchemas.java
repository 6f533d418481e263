package io.gradstream.schema;

import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Finds under which id, and as which schema, a serializer writes records of a schema.
 *
 * <p>It registers the record's own schema, or writes the subject's latest, or looks the record's
 * own up, as {@code auto.register.schemas} and {@code use.latest.version} say, in this order.
 */
final class WriterSchemas {

  private final SchemaRegistry registry;
  private final SubjectNameStrategy strategy;
  private final boolean isKey;
  private final boolean register;
  private final boolean useLatest;
  private final BoundedCache<Key, RecordWriter> writers;

  private record Key(String topic, Schema schema) {}

  WriterSchemas(SchemaRegistry registry, SchemaRegistryConfig config, boolean isKey) {
    this.registry = registry;
    this.isKey = isKey;
    strategy = config.strategy(isKey);
    register = config.getBoolean(SchemaRegistryConfig.AUTO_REGISTER);
    useLatest = config.getBoolean(SchemaRegistryConfig.USE_LATEST);
    writers = new BoundedCache<>(config.getInt(SchemaRegistryConfig.CACHE_SIZE));
  }

  /** Returns what writes records of {@code schema} to {@code topic}. */
  RecordWriter writer(String topic, Schema schema) {
    Key key = new Key(topic, schema);
    return writers.get(key).orElseGet(() -> newWriter(key));
  }

  private RecordWriter newWriter(Key key) {
    Schema schema = key.schema();
    String subject = strategy.subject(key.topic(), isKey, schema);
    RecordWriter writer =
        register
            ? new RecordWriter(registry.register(subject, schema), schema, schema)
            : registered(subject, schema);
    writers.put(key, writer);
    return writer;
  }

  private RecordWriter registered(String subject, Schema schema) {
    Optional<RegisteredSchema> found =
        useLatest ? registry.latest(subject) : registry.lookup(subject, schema);
    return found
        .map(
            version ->
                new RecordWriter(version.id(), schema, useLatest ? version.schema() : schema))
        .orElseThrow(
            () ->
                new SerializationException(
                    "the registry has no %s for subject %s, and %s is false"
                        .formatted(
                            useLatest ? "schema" : "such schema",
                            subject,
                            SchemaRegistryConfig.AUTO_REGISTER)));
  }
}
