package io.gradstream.schema.registry.memory;

import io.gradstream.schema.registry.SchemaSource;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * A schema that was given to the registry.
 *
 * @param source its text as it is kept: Avro's own form, or as given if it refers to others
 * @param schema the schema with the types that it refers to
 * @param foreign full names of those types
 */
record ParsedSchema(SchemaSource source, Schema schema, Set<String> foreign) {

  /** Copies the set. */
  ParsedSchema {
    foreign = Set.copyOf(foreign);
  }

  ParsedSchema normalized() {
    return new ParsedSchema(SchemaNormalizer.normalized(this), schema, foreign);
  }
}
