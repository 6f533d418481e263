package io.gradstream.streams;

import java.io.IOException;

/** On the broker and the registry of the demo. */
class AcceptanceIT extends AcceptanceSuite {

  @Override
  PipelineCluster startCluster() throws IOException {
    return PipelineCluster.start();
  }
}
