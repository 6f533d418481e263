package io.gradstream.streams.exact;

import io.gradstream.containers.OneAtATime;
import io.gradstream.streams.PipelineCluster;
import org.junit.jupiter.api.extension.ExtendWith;

/** On the images of Kafka and Apicurio Registry. */
@ExtendWith(OneAtATime.class)
class ExactnessContainerIT extends ExactnessSuite {

  @Override
  PipelineCluster startCluster() {
    return PipelineCluster.inContainers();
  }
}
