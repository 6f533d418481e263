package io.gradstream.streams;

import io.gradstream.containers.OneAtATime;
import org.junit.jupiter.api.extension.ExtendWith;

/** On the images of Kafka and Apicurio Registry. */
@ExtendWith(OneAtATime.class)
class ForeignRegistryContainerIT extends ForeignRegistrySuite {

  @Override
  PipelineCluster startCluster() {
    return PipelineCluster.inContainers();
  }
}
