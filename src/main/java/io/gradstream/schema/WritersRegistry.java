package io.gradstream.schema;

import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.schema.registry.SchemaSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A registry as a program sees it that writes schemas of its own: to register is to look up where
 * {@code auto.register.schemas} is false, and {@code normalize.schemas} counts.
 *
 * <p>Such a program writes the bytes of its own schema and of no other, so {@code
 * use.latest.version} finds the subject's latest schema only if its records have the same bytes.
 */
final class WritersRegistry implements SchemaRegistry {

  private final SchemaRegistry registry;
  private final boolean register;
  private final boolean normalize;
  private final boolean useLatest;

  WritersRegistry(SchemaRegistry registry, SchemaRegistryConfig config) {
    this.registry = registry;
    register = config.getBoolean(SchemaRegistryConfig.AUTO_REGISTER);
    normalize = config.getBoolean(SchemaRegistryConfig.NORMALIZE);
    useLatest = config.getBoolean(SchemaRegistryConfig.USE_LATEST);
  }

  /**
   * Returns the id of a schema.
   *
   * @throws SerializationException if the schema may not be registered and is not there
   */
  @Override
  public int register(String subject, SchemaSource schema, boolean wantsNormal) {
    boolean normal = normalize || wantsNormal;
    return register
        ? registry.register(subject, schema, normal)
        : registered(subject, schema, normal).id();
  }

  private RegisteredSchema registered(String subject, SchemaSource schema, boolean normal) {
    Optional<RegisteredSchema> found =
        useLatest ? registry.latest(subject) : registry.lookup(subject, schema, normal);
    RegisteredSchema version =
        found.orElseThrow(
            () -> WriterSchemas.missing(useLatest ? "schema" : "such schema", subject));
    if (useLatest && !haveSameBytes(version.schema(), schema)) {
      throw new SerializationException(
          "version %d of subject %s, the latest, is another schema than the one that is written, and"
                  .formatted(version.version(), subject)
              + " %s is true".formatted(SchemaRegistryConfig.USE_LATEST));
    }
    return version;
  }

  /** A program's own schemas define all their types. */
  private static boolean haveSameBytes(Schema registered, SchemaSource own) {
    return SchemaNormalization.toParsingForm(registered)
        .equals(SchemaNormalization.toParsingForm(new Schema.Parser().parse(own.text())));
  }

  @Override
  public Schema byId(int id) {
    return registry.byId(id);
  }

  @Override
  public Schema byGuid(UUID guid) {
    return registry.byGuid(guid);
  }

  @Override
  public Optional<RegisteredSchema> latest(String subject) {
    return registry.latest(subject);
  }

  @Override
  public Optional<RegisteredSchema> version(String subject, int version) {
    return registry.version(subject, version);
  }

  @Override
  public Optional<RegisteredSchema> lookup(
      String subject, SchemaSource schema, boolean wantsNormal) {
    return registry.lookup(subject, schema, normalize || wantsNormal);
  }

  @Override
  public List<String> incompatibilities(String subject, SchemaSource schema) {
    return registry.incompatibilities(subject, schema);
  }

  @Override
  public List<String> subjects() {
    return registry.subjects();
  }

  @Override
  public List<Integer> versions(String subject) {
    return registry.versions(subject);
  }
}
