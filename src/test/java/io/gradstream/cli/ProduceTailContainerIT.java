package io.gradstream.cli;

import io.gradstream.containers.OneAtATime;
import io.gradstream.streams.PipelineCluster;
import org.junit.jupiter.api.extension.ExtendWith;

/** On the images of Kafka and Apicurio Registry. */
@ExtendWith(OneAtATime.class)
class ProduceTailContainerIT extends ProduceTailSuite {

  @Override
  PipelineCluster startCluster() {
    return PipelineCluster.inContainers();
  }
}
