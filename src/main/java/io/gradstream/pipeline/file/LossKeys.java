package io.gradstream.pipeline.file;

import io.gradstream.core.loss.AbsoluteLoss;
import io.gradstream.core.loss.HingeLoss;
import io.gradstream.core.loss.HuberLoss;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.loss.PoissonLoss;
import io.gradstream.core.loss.QuantileLoss;
import io.gradstream.core.loss.SoftmaxCrossEntropy;
import io.gradstream.core.loss.SquaredLoss;
import io.gradstream.pipeline.declare.Choice;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Type;
import io.gradstream.pipeline.declare.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Declares {@code loss}: what is minimised. */
final class LossKeys {

  private static final Key<Double> SMOOTHING =
      Key.withDefault(
          "label-smoothing",
          new Decimal(LogLoss.SMOOTHING),
          "0.0",
          "The share of a label that is spread over all classes, so that no probability is driven"
              + " to 0 or 1.");

  private static final Key<Double> DELTA =
      Key.withDefault(
          "delta",
          new Decimal(HuberLoss.DELTA),
          "1.0",
          "The error, in the label's unit, from which on the loss grows no faster than the error.");

  private static final Key<Double> TAU =
      Key.withDefault(
          "tau",
          new Decimal(QuantileLoss.TAU),
          "0.5",
          "The quantile that is predicted: 0.9 is exceeded by one label in ten.");

  static final Type<Loss> TYPE =
      Choice.of(
          List.of(
              Key.oneOf(
                  "log",
                  new Section<Loss>(
                      List.of(SMOOTHING), values -> new LogLoss(values.get(SMOOTHING))),
                  "{label-smoothing: 0.1}",
                  "Log-loss of a binary label."),
              Key.oneOf(
                  "hinge",
                  new Section<Loss>(List.of(), values -> new HingeLoss()),
                  "{}",
                  "Hinge loss of a binary label, as in a support vector machine; its scores are no"
                      + " calibrated probabilities."),
              Key.oneOf(
                  "softmax",
                  new Section<Loss>(
                      List.of(SMOOTHING), values -> new SoftmaxCrossEntropy(values.get(SMOOTHING))),
                  "{label-smoothing: 0.1}",
                  "Cross-entropy of one of several classes."),
              Key.oneOf(
                  "squared",
                  new Section<Loss>(List.of(), values -> new SquaredLoss()),
                  "{}",
                  "Half the squared error: predicts the mean."),
              Key.oneOf(
                  "absolute",
                  new Section<Loss>(List.of(), values -> new AbsoluteLoss()),
                  "{}",
                  "The absolute error: predicts the median."),
              Key.oneOf(
                  "huber",
                  new Section<Loss>(List.of(DELTA), values -> new HuberLoss(values.get(DELTA))),
                  "{delta: 10.0}",
                  "Squared for small errors, absolute for large ones."),
              Key.oneOf(
                  "quantile",
                  new Section<Loss>(List.of(TAU), values -> new QuantileLoss(values.get(TAU))),
                  "{tau: 0.9}",
                  "Pinball loss: predicts a quantile."),
              Key.oneOf(
                  "poisson",
                  new Section<Loss>(List.of(), values -> new PoissonLoss()),
                  "{}",
                  "Poisson's likelihood of counts under the log link: predicts the rate; labels are"
                      + " 0 or more.")));

  static final Key<Boolean> LABEL_SCALE =
      Key.withDefault(
          "label-scale",
          new Words<>(switchOf("running", "none"), List.of()),
          "running",
          "The unit in which labels that are numbers are learned. `running`: less their running"
              + " mean, over their running deviation (loss poisson: over their mean), so that one"
              + " learning rate suits labels of any size; predictions go out in the label's own"
              + " unit. `none`: the label's own unit.");

  static final Key<Boolean> LABEL_RANGE =
      Key.withDefault(
          "label-range",
          new Words<>(switchOf("seen", "free"), List.of()),
          "seen",
          "The numbers that may be predicted. `seen`: from the lowest to the highest label learned"
              + " so far. `free`: any; for labels that rise or fall for ever.");

  /** What is of no use for labels that are classes. */
  static final List<Key<Boolean>> FOR_NUMBERS = List.of(LABEL_SCALE, LABEL_RANGE);

  private static Map<String, Boolean> switchOf(String on, String off) {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put(on, true);
    words.put(off, false);
    return words;
  }

  private LossKeys() {}
}
