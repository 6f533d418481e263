package io.gradstream.streams;

/** On the broker and the registry of the demo. */
class AcceptanceIT extends AcceptanceSuite {

  @Override
  PipelineCluster startCluster() {
    return PipelineCluster.shared();
  }
}
