package io.gradstream.schema.registry;

import java.util.UUID;

/** By what a record names the schema that it was written with. */
public sealed interface SchemaKey {

  /**
   * The number that a registry gave a schema; another registry gives another.
   *
   * @param id the number
   */
  record Id(int id) implements SchemaKey {
    @Override
    public String toString() {
      return Integer.toString(id);
    }
  }

  /**
   * The hash of a schema with all that it refers to, the same in every registry.
   *
   * @param guid the hash
   */
  record Guid(UUID guid) implements SchemaKey {
    @Override
    public String toString() {
      return guid.toString();
    }
  }
}
