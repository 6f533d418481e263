package io.gradstream.cli;

import io.gradstream.streams.PipelineCluster;

/** On the broker and the registry of the demo. */
class ProduceTailIT extends ProduceTailSuite {

  @Override
  PipelineCluster startCluster() {
    return PipelineCluster.shared();
  }
}
