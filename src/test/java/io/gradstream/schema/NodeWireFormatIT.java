package io.gradstream.schema;

import java.io.IOException;

/** On the registry of the demo. */
class NodeWireFormatIT extends NodeWireFormatSuite {

  @Override
  BothClients startClients() throws IOException {
    return BothClients.start();
  }
}
