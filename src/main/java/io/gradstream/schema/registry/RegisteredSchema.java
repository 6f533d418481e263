package io.gradstream.schema.registry;

import java.util.List;
import org.apache.avro.Schema;

/**
 * A schema as a registry holds it.
 *
 * @param subject name under which it is registered, such as {@code flights-value}
 * @param version position in the subject, from 1
 * @param id number in the wire format, the same wherever the same schema is registered
 * @param schema the schema itself, with the types that it refers to
 * @param references where those types are registered; empty if the schema defines all of them
 */
public record RegisteredSchema(
    String subject, int version, int id, Schema schema, List<SchemaReference> references) {

  /** Copies the list. */
  public RegisteredSchema {
    references = List.copyOf(references);
  }

  /** A schema that defines all its types. */
  public RegisteredSchema(String subject, int version, int id, Schema schema) {
    this(subject, version, id, schema, List.of());
  }
}
