package io.gradstream.streams;

import io.gradstream.containers.OneAtATime;
import io.gradstream.containers.RegistryContainer;
import io.gradstream.schema.BothClients;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** On the image of Apicurio Registry. */
@ExtendWith(OneAtATime.class)
class NodeOutputsContainerIT extends NodeOutputsSuite {

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
}
