package io.gradstream.streams.exact;

import io.gradstream.streams.PipelineCluster;

/** On the broker and the registry of the demo. */
class ExactnessIT extends ExactnessSuite {

  @Override
  PipelineCluster startCluster() {
    return PipelineCluster.shared();
  }
}
