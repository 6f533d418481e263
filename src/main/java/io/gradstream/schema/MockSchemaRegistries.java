package io.gradstream.schema;

import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Registries in this process's memory, one per scope: what {@code mock://scope} names. */
public final class MockSchemaRegistries {

  /** How the URL of such a registry begins. */
  public static final String SCHEME = "mock://";

  private static final Map<String, SchemaRegistry> SCOPES = new ConcurrentHashMap<>();

  private MockSchemaRegistries() {}

  /** Returns the registry of a scope, a new one at first. */
  public static SchemaRegistry of(String scope) {
    return SCOPES.computeIfAbsent(scope, name -> new InMemorySchemaRegistry());
  }

  /** Forgets the registry of a scope, so that the next test begins anew. */
  public static void drop(String scope) {
    SCOPES.remove(scope);
  }
}
