package io.gradstream.pipeline.file;

import io.gradstream.core.learn.Training;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.optim.GradientOptimizer;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.race.Race;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.Reading;

/** Refuses what does not go with a race, or with a rule that steps record by record. */
final class RaceFit {

  private static final String OPTIMIZER = PipelineKeys.OPTIMIZER.name();
  private static final String ONE_RULE = "choose one rule, such as `optimizer: adam`";

  private final Optimizer rule;
  private final Node.Mapping file;
  private final Reading reading;

  private RaceFit(Optimizer rule, Node.Mapping file, Reading reading) {
    this.rule = rule;
    this.file = file;
    this.reading = reading;
  }

  /** Reports what does not go together. */
  static void check(Pipeline pipeline, Node root, Reading reading) {
    Training training = pipeline.learner().training();
    if (root instanceof Node.Mapping file && !(training.optimizer() instanceof GradientOptimizer)) {
      RaceFit fit = new RaceFit(training.optimizer(), file, reading);
      fit.model(pipeline);
      fit.steps(training);
      fit.rates();
      fit.penalties(training);
    }
  }

  private void model(Pipeline pipeline) {
    if (!(pipeline.learner().model() instanceof LinearRule)) {
      problem(
          "does not go with model %s: it steps linear models; %s"
              .formatted(
                  pipeline.learner().model().name(),
                  rule instanceof Race
                      ? "use model logistic, linear or softmax with `members: [default, mlp]`, or "
                          + ONE_RULE
                      : ONE_RULE),
          OPTIMIZER);
    }
  }

  private void steps(Training training) {
    if (training.batching().size() > 1) {
      refuse("batch-size", "steps are taken record by record, where each one's own step is solved");
    }
    refuse(
        "clip",
        rule instanceof Race
            ? "each member has a gradient of its own, and one that is not finite begins anew"
            : "its steps are bounded by themselves");
  }

  private void rates() {
    if (Double.isNaN(rule.learningRate())) {
      String reason =
          rule instanceof Race
              ? "its members have rates of their own, and the mixture is the schedule"
              : "it has no rate";
      refuse("schedule", reason);
      refuse("warm-up", reason);
    }
  }

  private void penalties(Training training) {
    String[] keys = {"l1", "l2"};
    double[] values = {training.penalties().l1(), training.penalties().l2()};
    for (int i = 0; i < keys.length; i++) {
      if (values[i] > 0) {
        reading.problem(
            file.lineOf("regularization", keys[i]),
            "regularization.%s does not go with optimizer %s: not all of its steps are along a"
                    .formatted(keys[i], rule.name())
                + " gradient that a penalty could be added to; leave it out, or "
                + ONE_RULE);
      }
    }
  }

  private void refuse(String key, String reason) {
    if (file.has(OPTIMIZER, key)) {
      problem(
          "does not go with optimizer.%s: %s; leave that out, or %s".formatted(key, reason, ONE_RULE),
          OPTIMIZER,
          key);
    }
  }

  private void problem(String message, String key, String... rest) {
    reading.problem(
        file.lineOf(key, rest), "optimizer %s %s".formatted(rule.description(), message));
  }
}
