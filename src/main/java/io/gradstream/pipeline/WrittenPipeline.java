package io.gradstream.pipeline;

import io.gradstream.core.feature.Feature;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A pipeline as its file has it, which may leave the encoders to a schema: {@code features: auto}.
 * It becomes a {@link Pipeline} that can learn and predict by {@link #choose}, and by nothing else.
 */
public final class WrittenPipeline {

  private final Pipeline pipeline;

  /**
   * Creates it.
   *
   * @param pipeline what the file says; without encoders if a schema is to choose them
   */
  public WrittenPipeline(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** Tells whether a schema is still to choose the encoders. */
  public boolean choosesFeatures() {
    return pipeline.learner().features().isEmpty();
  }

  /**
   * Returns the pipeline with its encoders: those of the file, or if it lists none those that are
   * chosen.
   *
   * @param choice chooses one or more encoders for a pipeline that has none; not asked if the file
   *     lists them
   */
  public Pipeline choose(Function<Pipeline, List<Feature>> choice) {
    if (!choosesFeatures()) {
      return pipeline;
    }
    List<Feature> chosen = choice.apply(pipeline);
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException("no encoder was chosen for pipeline " + pipeline.name());
    }
    return pipeline.withLearner(pipeline.learner().withFeatures(chosen));
  }

  /**
   * Returns the pipeline as far as the file has it, for work in which encoders have no part, such
   * as on its connections, topics and outputs. It may have none, and no learner takes it then.
   */
  public Pipeline asWritten() {
    return pipeline;
  }

  /** Returns it with something else changed than its encoders. */
  public WrittenPipeline with(UnaryOperator<Pipeline> change) {
    return new WrittenPipeline(change.apply(pipeline));
  }
}
