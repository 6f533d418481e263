package io.gradstream.schema.registry.http;

import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryContract;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * What every registry does, by Apicurio: emptied before each test, since a start takes seconds, and
 * at Confluent's default level, BACKWARD, where its own is NONE.
 */
class ApicurioContractIT extends SchemaRegistryContract {

  private static Apicurio apicurio;

  @BeforeAll
  static void startRegistry() throws IOException {
    apicurio = Apicurio.start();
    apicurio.setCompatibility("BACKWARD");
  }

  @AfterAll
  static void stopRegistry() {
    apicurio.close();
  }

  @Override
  protected SchemaRegistry start() {
    SchemaRegistry registry = SchemaRegistries.from(Map.of("schema.registry.url", apicurio.url()));
    registry.subjects().forEach(apicurio::delete);
    return registry;
  }
}
