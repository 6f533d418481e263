package io.gradstream.streams;

import java.io.IOException;

/** On the broker of the demo and an Apicurio Registry in a process of its own. */
class ForeignRegistryIT extends ForeignRegistrySuite {

  @Override
  PipelineCluster startCluster() throws IOException {
    return PipelineCluster.sharedWithApicurio();
  }
}
