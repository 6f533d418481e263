package io.gradstream.streams;

/** On the images of Kafka and Apicurio Registry. */
class AcceptanceContainerIT extends AcceptanceSuite {

  @Override
  PipelineCluster startCluster() {
    return PipelineCluster.inContainers();
  }
}
