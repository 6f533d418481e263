package io.gradstream.pipeline.file;

import io.gradstream.core.data.Task;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.loss.SoftmaxCrossEntropy;
import io.gradstream.core.loss.SquaredLoss;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.model.ModelRule;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.RmsProp;
import io.gradstream.core.race.Race;
import io.gradstream.pipeline.declare.Choice;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Declares {@code model}: what is learned, and the loss that goes with it. */
final class ModelKeys {

  private static final String LOGISTIC = "logistic";
  private static final String LINEAR = "linear";
  private static final String SOFTMAX = "softmax";

  /** Good on all sets of DefaultsIT. */
  private static final Optimizer FOR_NETWORKS = new RmsProp(0.01, 0.995, 1e-8);

  /** Models that are for one task; the others are for each. */
  private static final Map<String, Task> ONLY_TASKS =
      Map.of(LOGISTIC, Task.BINARY, LINEAR, Task.REGRESSION, SOFTMAX, Task.MULTICLASS);

  /** What belongs to hidden layers, and why a model without them has no use for it. */
  static final Map<String, String> FOR_HIDDEN_UNITS =
      Map.of(
          "dropout",
          "it leaves hidden units out of steps, and this model has none; regularization.l2 keeps"
              + " its weights small",
          "batch-norm",
          "it normalises the sums of hidden units, and this model has none; the encoder"
              + " 'standard' normalises inputs",
          "max-norm",
          "it bounds the weights into hidden units, and this model has none; regularization.l2"
              + " keeps its weights small",
          "initializer",
          "random weights are there to make hidden units differ, and this model has none; its"
              + " weights begin at 0, from where its loss has one way down");

  static final Type<Model> TYPE =
      Choice.of(
          List.of(
              Key.oneOf(
                  LOGISTIC,
                  new Section<>(List.of(), values -> linear(LOGISTIC)).refusing(FOR_HIDDEN_UNITS),
                  "{}",
                  "Logistic regression: one weight per column and a bias, log-loss; predicts the"
                      + " probability of the positive class."),
              Key.oneOf(
                  LINEAR,
                  new Section<>(List.of(), values -> linear(LINEAR)).refusing(FOR_HIDDEN_UNITS),
                  "{}",
                  "Linear regression: one weight per column and a bias, squared loss; predicts the"
                      + " number."),
              Key.oneOf(
                  SOFTMAX,
                  new Section<>(List.of(), values -> linear(SOFTMAX)).refusing(FOR_HIDDEN_UNITS),
                  "{}",
                  "Softmax regression: one weight per column and class and a bias per class;"
                      + " predicts the probability of each class."),
              Key.oneOf(
                  "mlp",
                  new Section<>(
                      MlpKeys.ALL,
                      values ->
                          new Model(MlpKeys.rule(values), Optional.empty(), ModelKeys::lossFor)),
                  "{hidden: [16]}",
                  "Multilayer perceptron: hidden layers of units, then the outputs; its loss is that"
                      + " of the task.")));

  /**
   * A model and what it minimises.
   *
   * @param task the only task that it is for, if so
   * @param loss the loss for a task, unless another is chosen
   */
  record Model(ModelRule rule, Optional<Task> task, Function<Task, Loss> loss) {

    /** Returns how it learns unless the pipeline says so. */
    OptimizerKeys.Step usualStep() {
      return OptimizerKeys.Step.by(rule instanceof LinearRule ? Race.DEFAULT : FOR_NETWORKS);
    }
  }

  private ModelKeys() {}

  /** Returns the only task that a model is for, if there is but one. */
  static Optional<Task> onlyTask(ModelRule model) {
    return Optional.ofNullable(ONLY_TASKS.get(model.name()));
  }

  private static Model linear(String name) {
    LinearRule rule = new LinearRule(name);
    return new Model(rule, onlyTask(rule), ModelKeys::lossFor);
  }

  /** Returns the loss of a task unless another is chosen. */
  private static Loss lossFor(Task task) {
    return switch (task) {
      case BINARY -> new LogLoss();
      case MULTICLASS -> new SoftmaxCrossEntropy();
      case REGRESSION -> new SquaredLoss();
    };
  }
}
