package io.gradstream.streams;

import io.gradstream.schema.BothClients;
import java.io.IOException;

/** On the registry of the demo. */
class NodeOutputsIT extends NodeOutputsSuite {

  @Override
  BothClients startClients() throws IOException {
    return BothClients.start();
  }
}
