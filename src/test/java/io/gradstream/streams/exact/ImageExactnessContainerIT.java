package io.gradstream.streams.exact;

import io.gradstream.containers.ContainerCluster;
import io.gradstream.containers.OneAtATime;
import io.gradstream.containers.OwnImage;
import io.gradstream.streams.PipelineCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same with our own image: killed and moved as containers, compared with a run in this JVM. */
@ExtendWith(OneAtATime.class)
class ImageExactnessContainerIT extends ExactnessSuite {

  private ContainerCluster containers;

  @Override
  PipelineCluster startCluster() {
    containers = ContainerCluster.start();
    return PipelineCluster.of(containers);
  }

  @Override
  Trainer run(Path pipeline, Path log) {
    return OwnImage.run(containers, pipeline, log);
  }
}
