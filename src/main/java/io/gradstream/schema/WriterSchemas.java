package io.gradstream.schema;

import static io.gradstream.schema.registry.SchemaRegistryConfig.AUTO_REGISTER;
import static io.gradstream.schema.registry.SchemaRegistryConfig.CACHE_SIZE;
import static io.gradstream.schema.registry.SchemaRegistryConfig.ID_STRICT;
import static io.gradstream.schema.registry.SchemaRegistryConfig.LATEST_CACHE_SIZE;
import static io.gradstream.schema.registry.SchemaRegistryConfig.LATEST_STRICT;
import static io.gradstream.schema.registry.SchemaRegistryConfig.LATEST_TTL_SEC;
import static io.gradstream.schema.registry.SchemaRegistryConfig.NORMALIZE;
import static io.gradstream.schema.registry.SchemaRegistryConfig.REMOVE_JAVA_PROPERTIES;
import static io.gradstream.schema.registry.SchemaRegistryConfig.USE_LATEST;
import static io.gradstream.schema.registry.SchemaRegistryConfig.USE_SCHEMA_ID;

import io.gradstream.schema.registry.ExpiringCache;
import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.schema.registry.SchemaSource;
import java.time.Clock;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds under which id, and as which schema, a serializer writes records of a schema.
 *
 * <p>It registers the record's own schema, or writes that of {@code use.schema.id}, or the
 * subject's latest, or looks the record's own up, as {@code auto.register.schemas}, {@code
 * use.schema.id} and {@code use.latest.version} say, in this order, which is Confluent's.
 */
final class WriterSchemas {

  private static final Logger LOG = LoggerFactory.getLogger(WriterSchemas.class);

  private final SchemaRegistry registry;
  private final SchemaRegistryConfig config;
  private final boolean isKey;
  private final GenericData data;
  private final ExpiringCache<Key, RecordWriter> writers;

  private record Key(String topic, Schema schema) {}

  WriterSchemas(SchemaRegistry registry, SchemaRegistryConfig config, boolean isKey, Clock clock) {
    this.registry = registry;
    this.config = config;
    this.isKey = isKey;
    data = LogicalTypes.data(config);
    writers =
        choosesLatest(config)
            ? new ExpiringCache<>(
                config.getInt(LATEST_CACHE_SIZE), config.getInt(LATEST_TTL_SEC), clock)
            : new ExpiringCache<>(config.getInt(CACHE_SIZE), -1, clock);
    if (config.getBoolean(AUTO_REGISTER)
        && (config.getBoolean(USE_LATEST) || config.getInt(USE_SCHEMA_ID) >= 0)) {
      LOG.warn(
          "records are written with their own schema, since {} is true; {} and {} are for false",
          AUTO_REGISTER,
          USE_LATEST,
          USE_SCHEMA_ID);
    }
  }

  private static boolean choosesLatest(SchemaRegistryConfig config) {
    return !config.getBoolean(AUTO_REGISTER)
        && config.getInt(USE_SCHEMA_ID) < 0
        && config.getBoolean(USE_LATEST);
  }

  /** Returns what writes records of {@code schema} to {@code topic}. */
  RecordWriter writer(String topic, Schema schema) {
    Key key = new Key(topic, schema);
    return writers.get(key).orElseGet(() -> newWriter(key));
  }

  private RecordWriter newWriter(Key key) {
    Schema schema =
        config.getBoolean(REMOVE_JAVA_PROPERTIES)
            ? SchemaTexts.withoutJavaProperties(key.schema())
            : key.schema();
    String subject = config.strategy(isKey).subject(key.topic(), isKey, schema);
    RecordWriter writer = newWriter(subject, schema);
    writers.put(key, writer);
    return writer;
  }

  private RecordWriter newWriter(String subject, Schema schema) {
    SchemaSource source = SchemaSource.of(schema);
    boolean normalize = config.getBoolean(NORMALIZE);
    if (config.getBoolean(AUTO_REGISTER)) {
      return asIs(registry.register(subject, source, normalize), schema);
    }
    int id = config.getInt(USE_SCHEMA_ID);
    if (id >= 0) {
      return as(id, registry.byId(id), schema, "schema " + id, ID_STRICT);
    }
    return config.getBoolean(USE_LATEST)
        ? asLatest(subject, schema)
        : registry
            .lookup(subject, source, normalize)
            .map(version -> asIs(version.id(), schema))
            .orElseThrow(() -> missing("such schema", subject));
  }

  private RecordWriter asLatest(String subject, Schema schema) {
    RegisteredSchema latest =
        registry.latest(subject).orElseThrow(() -> missing("schema", subject));
    String name = "version %d of subject %s, the latest,".formatted(latest.version(), subject);
    return as(latest.id(), latest.schema(), schema, name, LATEST_STRICT);
  }

  private RecordWriter asIs(int id, Schema schema) {
    return new RecordWriter(id, schema, schema, data);
  }

  /** The written schema takes the place of a reader of what the record's own would write. */
  private RecordWriter as(int id, Schema written, Schema own, String name, String strict) {
    String reasons = config.getBoolean(strict) ? SchemaTexts.incompatibilities(written, own) : "";
    if (!reasons.isEmpty()) {
      throw new SerializationException(
          "%s cannot take records of %s: %s; %s: false writes those that happen to fit"
              .formatted(name, own.getFullName(), reasons, strict));
    }
    return new RecordWriter(id, own, written, data);
  }

  /** Returns the exception for a schema that is not there and may not be registered. */
  static SerializationException missing(String what, String subject) {
    return new SerializationException(
        "the registry has no %s for subject %s, and %s is false"
            .formatted(what, subject, AUTO_REGISTER));
  }
}
