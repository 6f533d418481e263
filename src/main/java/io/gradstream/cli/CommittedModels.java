package io.gradstream.cli;

import io.gradstream.client.ApplicationException;
import io.gradstream.model.ModelFollower;
import io.gradstream.model.ModelSnapshot;
import io.gradstream.model.SnapshotReader;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.Scale;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.streams.InputFeatures;
import io.gradstream.streams.StreamsSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Reads the committed models of a pipeline for commands that look at them. */
final class CommittedModels {

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long to wait for the model to be read (default: ${DEFAULT-VALUE}).")
  private int wait;

  /** Returns the pipeline with its encoders, which a schema may choose. */
  static Pipeline chosen(WrittenPipeline written) {
    return InputFeatures.choose(written).pipeline();
  }

  /**
   * Returns the newest committed models of a pipeline as they are stored.
   *
   * @throws ApplicationException if there are none, or they cannot be read in time
   */
  ModelSnapshot snapshot(Pipeline pipeline) {
    Options.requirePositive("--wait", wait);
    return SnapshotReader.read(
        pipeline.kafka(),
        pipeline.name(),
        pipeline.modelTopic(),
        StreamsSettings.applicationId(pipeline),
        Duration.ofSeconds(wait));
  }

  /**
   * Returns who has read every committed model.
   *
   * @throws ApplicationException if there is none in time
   */
  ModelFollower open(Pipeline pipeline) throws InterruptedException {
    Options.requirePositive("--wait", wait);
    ModelFollower follower =
        ModelFollower.start(
            pipeline.kafka(),
            pipeline.modelTopic(),
            pipeline.scale() == Scale.PARTITION,
            pipeline.learner());
    if (follower.await(Duration.ofSeconds(wait))) {
      return follower;
    }
    @Nullable String problem = follower.health().problem().orElse("its topic is still being read");
    follower.close();
    throw new ApplicationException(
        "pipeline %s has no model after %d s: %s".formatted(pipeline.name(), wait, problem));
  }
}
