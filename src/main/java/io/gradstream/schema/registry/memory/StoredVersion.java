package io.gradstream.schema.registry.memory;

import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.SchemaReference;
import io.gradstream.schema.registry.SchemaSource;
import java.util.UUID;
import org.apache.avro.Schema;

/**
 * A version of a subject as the registry keeps it.
 *
 * @param subject name under which it is registered
 * @param version position in the subject, from 1
 * @param id number of its schema
 * @param source its text, in which types that it refers to are only named
 * @param schema the schema with those types
 * @param deleted whether it is softly deleted
 */
public record StoredVersion(
    String subject, int version, int id, SchemaSource source, Schema schema, boolean deleted) {

  /** Returns it as the registry's clients see it. */
  RegisteredSchema registered() {
    return new RegisteredSchema(subject, version, id, schema, source.references());
  }

  /** Returns the hash of the schema, by which records may name it. */
  public UUID guid() {
    return SchemaGuid.of(source);
  }

  StoredVersion withDeleted() {
    return new StoredVersion(subject, version, id, source, schema, true);
  }

  boolean refersTo(StoredVersion other) {
    return source.references().stream().anyMatch(reference -> isOf(reference, other));
  }

  private static boolean isOf(SchemaReference reference, StoredVersion other) {
    return reference.subject().equals(other.subject) && reference.version() == other.version;
  }
}
