package io.gradstream.schema;

import java.util.List;
import java.util.Optional;
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
   * @return its id
   * @throws SchemaRegistryException if it is not compatible with the subject's earlier versions
   */
  int register(String subject, Schema schema);

  /**
   * Returns the schema of an id.
   *
   * @throws SchemaRegistryException of kind NOT_FOUND if there is none
   */
  Schema byId(int id);

  /** Returns the newest version of a subject, if it has any. */
  Optional<RegisteredSchema> latest(String subject);

  /** Returns a version of a subject, if there is one of this number. */
  Optional<RegisteredSchema> version(String subject, int version);

  /** Returns the version of a subject that is {@code schema}, if there is one. */
  Optional<RegisteredSchema> lookup(String subject, Schema schema);

  /** Returns the names of all subjects. */
  List<String> subjects();

  /** Returns a subject's versions in ascending order, none if there is no such subject. */
  List<Integer> versions(String subject);
}
