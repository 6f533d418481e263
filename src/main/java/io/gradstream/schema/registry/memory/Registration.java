package io.gradstream.schema.registry.memory;

import io.gradstream.schema.registry.SchemaSource;
import java.util.OptionalInt;

/**
 * A request to register a schema.
 *
 * @param schema what is registered
 * @param normalize whether it is kept in its normalized form
 * @param id which id it gets; only in mode IMPORT
 * @param version which version it becomes; the next if empty, and any other only in mode IMPORT
 */
public record Registration(
    SchemaSource schema, boolean normalize, OptionalInt id, OptionalInt version) {

  /** A request that leaves id and version to the registry. */
  public Registration(SchemaSource schema, boolean normalize) {
    this(schema, normalize, OptionalInt.empty(), OptionalInt.empty());
  }
}
