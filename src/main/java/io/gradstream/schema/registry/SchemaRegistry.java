package io.gradstream.schema.registry;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;

/**
 * A registry of Avro schemas, versioned by subject and numbered over all subjects.
 *
 * <p>Every method may throw {@link SchemaRegistryException}. Thread-safe.
 */
public interface SchemaRegistry {

  /**
   * Registers a schema, or finds it if the subject has it already.
   *
   * @param normalize whether schemas that differ only in what means nothing (order of attributes,
   *     spelling of names in full) are the same
   * @return its id
   * @throws SchemaRegistryException if it is not compatible with the subject's earlier versions
   */
  int register(String subject, SchemaSource schema, boolean normalize);

  /** Registers a schema that defines all its types, compared by its text. */
  default int register(String subject, Schema schema) {
    return register(subject, SchemaSource.of(schema), false);
  }

  /**
   * Returns the schema of an id, with the types that it refers to.
   *
   * @throws SchemaRegistryException of kind NOT_FOUND if there is none
   */
  Schema byId(int id);

  /**
   * Returns the schema of a GUID, with the types that it refers to.
   *
   * @throws SchemaRegistryException of kind NOT_FOUND if there is none, or the registry has no
   *     GUIDs
   */
  Schema byGuid(UUID guid);

  /** Returns the schema that a record names. */
  default Schema of(SchemaKey key) {
    return key instanceof SchemaKey.Guid guid
        ? byGuid(guid.guid())
        : byId(((SchemaKey.Id) key).id());
  }

  /** Returns the newest version of a subject, if it has any. */
  Optional<RegisteredSchema> latest(String subject);

  /** Returns a version of a subject, if there is one of this number. */
  Optional<RegisteredSchema> version(String subject, int version);

  /**
   * Returns the version of a subject that is {@code schema}, if there is one.
   *
   * @param normalize as in {@link #register(String, SchemaSource, boolean)}
   */
  Optional<RegisteredSchema> lookup(String subject, SchemaSource schema, boolean normalize);

  /** Returns the version of a subject that is a schema which defines all its types. */
  default Optional<RegisteredSchema> lookup(String subject, Schema schema) {
    return lookup(subject, SchemaSource.of(schema), false);
  }

  /**
   * Tells why a schema could not be registered: what the subject's compatibility level forbids.
   *
   * @return reasons in the registry's words; none if it could be registered
   */
  List<String> incompatibilities(String subject, SchemaSource schema);

  /** Returns the names of all subjects. */
  List<String> subjects();

  /** Returns a subject's versions in ascending order, none if there is no such subject. */
  List<Integer> versions(String subject);
}
