package io.gradstream.schema.registry;

import java.util.List;
import org.apache.avro.Schema;

/**
 * A schema as it travels: its text, and where the types are that the text uses and does not define.
 *
 * @param text the schema in JSON
 * @param references the registered schemas that the text needs, in the order of its author
 */
public record SchemaSource(String text, List<SchemaReference> references) {

  /** Copies the list. */
  public SchemaSource {
    references = List.copyOf(references);
  }

  /** Returns the source of a schema that defines all its types. */
  public static SchemaSource of(Schema schema) {
    return new SchemaSource(schema.toString(), List.of());
  }
}
