package io.gradstream.streams;

/** On the images of Kafka and Apicurio Registry. */
class ForeignRegistryContainerIT extends ForeignRegistrySuite {

  @Override
  PipelineCluster startCluster() {
    return PipelineCluster.inContainers();
  }
}
