package io.gradstream.pipeline.file;

import io.gradstream.core.learn.Augmentation;
import io.gradstream.core.learn.Training;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.optim.GradientOptimizer;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.race.Race;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.Reading;
import java.util.Optional;

/** Refuses what does not go with a race, or with a rule that steps record by record. */
final class RaceFit {

  private static final String OPTIMIZER = PipelineKeys.OPTIMIZER.name();
  private static final String REGULARIZATION = PipelineKeys.REGULARIZATION.name();
  private static final String AUGMENTATION = PipelineKeys.AUGMENTATION.name();
  private static final String SHUFFLE = "shuffle-buffer";

  /** Why what is learned has to be the record that was predicted, as it was. */
  private static final String SAID_THEN =
      "its members are judged by what they said of a record when it came, and it is learned as it"
          + " was, when its label comes";

  private static final String DEFAULT_RULE = "the default optimizer, race";
  private static final String ANOTHER_RULE = "use another rule, such as `optimizer: adam`";

  private final Optimizer rule;
  private final Node.Mapping file;
  private final Reading reading;

  private RaceFit(Optimizer rule, Node.Mapping file, Reading reading) {
    this.rule = rule;
    this.file = file;
    this.reading = reading;
  }

  /** Reports what does not go together. */
  static void check(Pipeline pipeline, Node.Mapping file, Reading reading) {
    Training training = pipeline.learner().training();
    if (!(training.optimizer() instanceof GradientOptimizer)) {
      RaceFit fit = new RaceFit(training.optimizer(), file, reading);
      fit.model(pipeline);
      fit.steps(training);
      fit.rates();
      fit.penalties(training);
      fit.stopping(pipeline);
      if (pipeline.labels().isPresent()) {
        fit.later(training);
      }
    }
  }

  /**
   * Returns what keeps a pipeline, whose file has labels in the records, from learning them later.
   */
  static Optional<String> againstLaterLabels(Pipeline pipeline) {
    Training training = pipeline.learner().training();
    if (training.optimizer() instanceof GradientOptimizer) {
      return Optional.empty();
    }
    String name = OPTIMIZER + "." + training.optimizer().name();
    if (training.batching().shuffleBuffer() > 0) {
      return Optional.of(
          "%s.%s does not go with %s where labels come later: %s; leave it out, or %s"
              .formatted(OPTIMIZER, SHUFFLE, name, SAID_THEN, ANOTHER_RULE));
    }
    return training.augmentation().equals(Augmentation.NONE)
        ? Optional.empty()
        : Optional.of(
            "%s does not go with %s where labels come later: %s; leave it out, or %s"
                .formatted(AUGMENTATION, name, SAID_THEN, ANOTHER_RULE));
  }

  private void model(Pipeline pipeline) {
    if (!(pipeline.learner().model() instanceof LinearRule)) {
      String reason =
          rule instanceof Race
              ? "what races are linear models; for a network among them use model logistic, softmax"
                  + " or linear and `members: [default, mlp]`, for a network alone "
              : "its steps are solved for the sum that a linear model is; ";
      reading.problem(
          file.lineOf(OPTIMIZER, rule.name()),
          "%s does not go with model.%s: %s%s"
              .formatted(ruleKey(), pipeline.learner().model().name(), reason, ANOTHER_RULE));
    }
  }

  private void steps(Training training) {
    if (training.batching().size() > 1) {
      refuse(
          "batch-size",
          " " + training.batching().size(),
          rule instanceof Race
              ? "its members step record by record"
              : "it solves each step for one record");
    }
    refuse(
        "clip",
        "",
        rule instanceof Race
            ? "each member has a gradient of its own, and one whose weights are not finite begins"
                + " anew"
            : "its steps are bounded by themselves");
  }

  private void rates() {
    if (Double.isNaN(rule.learningRate())) {
      String reason =
          rule instanceof Race
              ? "its members have rates of their own, and the mixture follows those that do best"
              : "it has no rate";
      refuse("schedule", "", reason);
      refuse("warm-up", "", reason);
    }
  }

  /** What is made of a record, or learned beside it, has not been predicted when it came. */
  private void later(Training training) {
    if (training.batching().shuffleBuffer() > 0) {
      refuse(SHUFFLE, "", "with `labels` " + SAID_THEN);
    }
    if (!training.augmentation().equals(Augmentation.NONE)) {
      reading.problem(
          file.lineOf(AUGMENTATION),
          "%s does not go with %s: with `labels` %s; leave it out, or %s"
              .formatted(
                  AUGMENTATION,
                  file.has(OPTIMIZER) ? ruleKey() : DEFAULT_RULE,
                  SAID_THEN,
                  ANOTHER_RULE));
    }
  }

  private void penalties(Training training) {
    penalty("l1", training.penalties().l1());
    penalty("l2", training.penalties().l2());
  }

  private void penalty(String key, double value) {
    if (value > 0) {
      reading.problem(
          file.lineOf(REGULARIZATION, key),
          "%s.%s does not go with %s: %s; leave it out, or %s"
              .formatted(
                  REGULARIZATION,
                  key,
                  file.has(OPTIMIZER) ? ruleKey() : DEFAULT_RULE,
                  rule instanceof Race
                      ? "not every member steps along a gradient that a penalty could be added to"
                      : "it does not step along a gradient that a penalty could be added to",
                  ANOTHER_RULE));
    }
  }

  private void stopping(Pipeline pipeline) {
    boolean asked =
        pipeline.learner().earlyStopping().map(each -> each.minUpdate() > 0).orElse(false);
    if (asked) {
      String section = PipelineKeys.EARLY_STOPPING.name();
      String key = ValidationKeys.MIN_UPDATE.name();
      reading.problem(
          file.lineOf(section, key),
          "%s.%s does not go with %s: %s; leave it out, or %s"
              .formatted(
                  section,
                  key,
                  file.has(OPTIMIZER) ? ruleKey() : DEFAULT_RULE,
                  rule instanceof Race
                      ? "members step by steps of different sizes, and none is the model's"
                      : "the sizes of its steps are not watched",
                  ANOTHER_RULE));
    }
  }

  private void refuse(String key, String value, String reason) {
    if (file.has(OPTIMIZER, key)) {
      reading.problem(
          file.lineOf(OPTIMIZER, key),
          "%s.%s%s does not go with %s: %s; leave it out, or %s"
              .formatted(OPTIMIZER, key, value, ruleKey(), reason, ANOTHER_RULE));
    }
  }

  /** Returns where the file names the rule. */
  private String ruleKey() {
    String key = OPTIMIZER + "." + rule.name();
    return file.has(OPTIMIZER, rule.name(), OptimizerRules.PROXIMAL.name())
        ? key + "." + OptimizerRules.PROXIMAL.name()
        : key;
  }
}
