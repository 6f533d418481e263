package io.gradstream.cli;

import io.gradstream.streams.PipelineCluster;
import java.io.IOException;

/** On the broker and the registry of the demo. */
class ProduceTailIT extends ProduceTailSuite {

  @Override
  PipelineCluster startCluster() throws IOException {
    return PipelineCluster.start();
  }
}
