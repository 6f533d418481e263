package io.gradstream.schema.registry.http;

import io.gradstream.embedded.EmbeddedSchemaRegistry;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryContract;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;

class HttpSchemaRegistryTest extends SchemaRegistryContract {

  private EmbeddedSchemaRegistry server;

  @Override
  protected SchemaRegistry start() throws IOException {
    server = EmbeddedSchemaRegistry.start(OptionalInt.empty());
    return SchemaRegistries.from(Map.of("schema.registry.url", server.url()));
  }

  @AfterEach
  void stop() {
    server.close();
  }
}
