package io.gradstream.streams.exact;

import io.gradstream.streams.PipelineCluster;

/** On the images of Kafka and Apicurio Registry. */
class ExactnessContainerIT extends ExactnessSuite {

  @Override
  PipelineCluster startCluster() {
    return PipelineCluster.inContainers();
  }
}
