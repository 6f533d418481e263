package io.gradstream.schema;

import io.gradstream.containers.OneAtATime;
import io.gradstream.containers.RegistryContainer;
import java.io.IOException;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** On the image of Apicurio Registry, one for all tests. */
@ExtendWith(OneAtATime.class)
class NodeWireFormatContainerIT extends NodeWireFormatSuite {

  private static RegistryContainer registry;

  @BeforeAll
  static void startRegistry() {
    registry = RegistryContainer.started();
  }

  @AfterAll
  static void stopRegistry() {
    if (registry != null) {
      registry.stop();
    }
  }

  @Override
  BothClients startClients() throws IOException {
    return BothClients.on(registry);
  }

  /** To Apicurio texts that differ in spaces are different schemas, unless it is to normalise. */
  @Override
  String sameSchema() {
    return new Schema.Parser().parse(EveryKind.SCHEMA).toString();
  }
}
