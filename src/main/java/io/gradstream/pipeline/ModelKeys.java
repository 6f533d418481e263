package io.gradstream.pipeline;

import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.model.ModelRule;
import java.util.List;

/** Declares {@code model}: what is learned, and the loss that goes with it. */
final class ModelKeys {

  private static final String LOGISTIC = "logistic";

  static final Type<Model> TYPE =
      Choice.of(
          List.of(
              Key.oneOf(
                  LOGISTIC,
                  new Section<>(
                      List.of(), values -> new Model(new LinearRule(LOGISTIC), new LogLoss())),
                  "{}",
                  "Logistic regression: one weight per column and a bias, log-loss; predicts the"
                      + " probability of the positive class.")),
          "linear",
          "softmax",
          "mlp");

  /** A model and what it minimises. */
  record Model(ModelRule rule, Loss loss) {}

  private ModelKeys() {}
}
