package io.gradstream.cli;

import io.gradstream.streams.PipelineCluster;

/** On the images of Kafka and Apicurio Registry. */
class ProduceTailContainerIT extends ProduceTailSuite {

  @Override
  PipelineCluster startCluster() {
    return PipelineCluster.inContainers();
  }
}
