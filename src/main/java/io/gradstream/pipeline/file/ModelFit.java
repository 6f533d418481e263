package io.gradstream.pipeline.file;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.learn.Training;
import io.gradstream.core.model.MlpRule;
import io.gradstream.core.optim.Ftrl;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.Reading;
import java.util.List;

/** Refuses models together with steps that make no sense for them. */
final class ModelFit {

  private static final String PRETRAIN = PipelineKeys.PRETRAIN.name();

  private ModelFit() {}

  /** Reports categories that expire where examples wait for long. */
  static void checkShuffle(Pipeline pipeline, Node.Mapping file, Reading reading) {
    int waiting = pipeline.learner().training().batching().shuffleBuffer();
    boolean expires = pipeline.learner().features().stream().anyMatch(Feature::forgets);
    if (waiting > 0 && expires) {
      reading.problem(
          file.lineOf(PipelineKeys.OPTIMIZER.name(), "shuffle-buffer"),
          "optimizer.shuffle-buffer does not go with time-to-live: the column of a category that"
              + " expires is given to another, and examples that wait would take one for the other;"
              + " remove one of the two");
    }
  }

  /** Reports a plateau's own bound where another one holds. */
  static void checkPlateau(Pipeline pipeline, Node.Mapping file, Reading reading) {
    for (Key<?> each : List.of(ScheduleKeys.MIN_DELTA, ValidationKeys.MIN_DELTA_RELATIVE)) {
      String[] key = {"schedule", "reduce-on-plateau", each.name()};
      if (pipeline.learner().earlyStopping().isPresent()
          && file.has(PipelineKeys.OPTIMIZER.name(), key)) {
        reading.problem(
            file.lineOf(PipelineKeys.OPTIMIZER.name(), key),
            "optimizer.schedule.reduce-on-plateau.%s does not go with early-stopping, whose"
                    .formatted(each.name())
                + " metric and min-delta say what improvement is for both; remove it here");
      }
    }
  }

  /** Reports what does not go together. */
  static void check(Pipeline pipeline, Node.Mapping file, Reading reading) {
    if (!(pipeline.learner().model() instanceof MlpRule mlp)) {
      if (file.has(PRETRAIN)) {
        reading.problem(
            file.lineOf(PRETRAIN),
            "pretrain does not go with model %s: it trains hidden layers, and this model has none;"
                    .formatted(pipeline.learner().model().name())
                + " remove it, or use model.mlp");
      }
      return;
    }
    if (mlp.batchNorm() && file.has(PRETRAIN)) {
      reading.problem(
          file.lineOf(PRETRAIN),
          "pretrain does not go with model.mlp.batch-norm, which changes what a layer hands on with"
              + " every batch, so that layers trained alone would not fit together; remove one");
    }
    Training training = pipeline.learner().training();
    if (training.optimizer() instanceof Ftrl ftrl) {
      reading.problem(
          file.lineOf(PipelineKeys.OPTIMIZER.name(), ftrl.name()),
          "optimizer.ftrl does not go with model.mlp: it computes every weight anew from its sums"
              + " of gradients, so the random first weights would be lost and hidden units would be"
              + " alike; use another optimizer, such as adam");
    }
    if (mlp.batchNorm() && training.batching().size() == 1) {
      reading.problem(
          file.lineOf(PipelineKeys.MODEL.name(), mlp.name(), MlpKeys.BATCH_NORM.name()),
          "model.mlp.batch-norm does not go with optimizer.batch-size 1: a single record has no"
              + " variance to normalise by; give optimizer.batch-size 2 or more, such as 32");
    }
  }
}
