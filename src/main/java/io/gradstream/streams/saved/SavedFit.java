package io.gradstream.streams.saved;

import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.ModelDescription;
import io.gradstream.core.learn.ModelDescription.Difference;
import io.gradstream.core.state.StateMismatchException;
import io.gradstream.model.ModelSnapshot;
import io.gradstream.model.SavedModelException;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.Scale;
import java.util.List;
import java.util.Map;

/** Whether saved models can be those of a pipeline. */
final class SavedFit {

  private SavedFit() {}

  /**
   * Requires that a pipeline can go on with saved models.
   *
   * @param partitions how many its input has
   * @throws SavedModelException if it cannot, with the first key that differs
   */
  static void require(ModelSnapshot saved, Pipeline pipeline, int partitions) {
    for (Map<String, byte[]> blocks : saved.models()) {
      if (!blocks.isEmpty()) {
        requireSameRule(blocks, saved, pipeline);
      }
    }
    requireAsMany(saved, pipeline, partitions);
  }

  private static void requireSameRule(
      Map<String, byte[]> blocks, ModelSnapshot saved, Pipeline pipeline) {
    List<Difference> differences =
        ModelDescription.of(blocks).differences(ModelDescription.of(pipeline.learner()));
    if (!differences.isEmpty()) {
      Difference first = differences.get(0);
      throw new SavedModelException(
          ("the saved model of '%s' does not fit pipeline '%s': %s is '%s' in the file, and '%s' in the"
                  + " pipeline%s. Let the pipeline say what the file does, or let it learn a model of its own")
              .formatted(
                  saved.pipeline(),
                  pipeline.name(),
                  first.name(),
                  first.before(),
                  first.after(),
                  differences.size() == 1
                      ? ""
                      : ", and so on: %d parts differ".formatted(differences.size())));
    }
    try {
      new Learner(pipeline.learner()).restore(blocks);
    } catch (StateMismatchException e) {
      throw new SavedModelException(
          "the saved model of '%s' cannot be loaded: %s"
              .formatted(saved.pipeline(), e.getMessage()));
    }
  }

  private static void requireAsMany(ModelSnapshot saved, Pipeline pipeline, int partitions) {
    boolean each = pipeline.scale() == Scale.PARTITION;
    int wanted = each ? partitions : 1;
    int found = saved.models().size();
    if (found != wanted) {
      throw new SavedModelException(
          "the file holds %d model(s) of '%s', and pipeline '%s' has %d: %s. Let 'scale' and the partitions of the input be as they were where it was saved"
              .formatted(
                  found,
                  saved.pipeline(),
                  pipeline.name(),
                  wanted,
                  each
                      ? "'scale: partition', and topic '%s' has %d partition(s)"
                          .formatted(pipeline.input().topic(), partitions)
                      : "'scale: single'"));
    }
  }
}
