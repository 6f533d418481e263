package io.gradstream.streams.exact;

import io.gradstream.streams.PipelineCluster;
import java.io.IOException;

/** On the broker and the registry of the demo. */
class ExactnessIT extends ExactnessSuite {

  @Override
  PipelineCluster startCluster() throws IOException {
    return PipelineCluster.start();
  }
}
