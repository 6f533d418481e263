package io.gradstream.pipeline;

import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.optim.Adam;
import io.gradstream.core.optim.Momentum;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.Sgd;
import java.util.List;
import java.util.Optional;

/** Declares {@code optimizer}: the rule of a step, mini-batches and clipping. */
final class OptimizerKeys {

  private static final int LARGEST_BATCH = 1_000_000;

  private static final Key<Double> LEARNING_RATE =
      Key.withDefault("learning-rate", Decimal.above(0), "0.01", "The size of a step.");

  private static final Key<Double> MOMENTUM_DECAY =
      Key.withDefault(
          "momentum", Decimal.between(0, 1), "0.9", "The share of the velocity that a step keeps.");

  private static final Key<Double> BETA1 =
      Key.withDefault(
          "beta1", Decimal.between(0, 1), "0.9", "Decay of the mean of gradients (first moment).");

  private static final Key<Double> BETA2 =
      Key.withDefault(
          "beta2",
          Decimal.between(0, 1),
          "0.999",
          "Decay of the mean of squared gradients (second moment).");

  private static final Key<Double> EPSILON =
      Key.withDefault(
          "epsilon", Decimal.above(0), "1e-8", "Added to the root of the second moment.");

  private static final Key<Sgd> SGD =
      Key.oneOf(
          "sgd",
          new Section<>(List.of(LEARNING_RATE), values -> new Sgd(values.get(LEARNING_RATE))),
          "{learning-rate: 0.02}",
          "Stochastic gradient descent.");

  private static final Key<Momentum> MOMENTUM =
      Key.oneOf(
          "momentum",
          new Section<>(
              List.of(LEARNING_RATE, MOMENTUM_DECAY),
              values -> new Momentum(values.get(LEARNING_RATE), values.get(MOMENTUM_DECAY))),
          "{momentum: 0.95}",
          "Descent along a velocity that gradients add to.");

  private static final Key<Adam> ADAM =
      Key.oneOf(
          "adam",
          new Section<>(
              List.of(LEARNING_RATE, BETA1, BETA2, EPSILON),
              values ->
                  new Adam(
                      values.get(LEARNING_RATE),
                      values.get(BETA1),
                      values.get(BETA2),
                      values.get(EPSILON))),
          "{learning-rate: 0.001}",
          "Adam: steps scaled by bias-corrected moments of the gradient.");

  private static final Key<Integer> BATCH_SIZE =
      Key.withDefault(
          "batch-size",
          new Whole(1, LARGEST_BATCH),
          "1",
          "Labelled records per step, whose gradients are averaged; larger batches want larger"
              + " rates.");

  private static final Key<Double> NORM =
      Key.required(
          "norm",
          new Forms<>(List.of(Words.word("none", Double.POSITIVE_INFINITY), Decimal.above(0))),
          "5",
          "The largest norm, or `none` for no clipping.");

  private static final String DEFAULT_CLIP =
      Decimal.text(new LogLoss().defaultClipNorm()) + " for log-loss";

  private static final Key<Double> CLIP =
      Key.optional(
          "clip",
          new Abbreviated<>(NORM, new Section<>(List.of(NORM), values -> values.get(NORM))),
          DEFAULT_CLIP,
          "none",
          "The largest norm of a step's gradient; a longer gradient is scaled down to it. The"
              + " default depends on the loss and catches blow-ups only: "
              + DEFAULT_CLIP
              + ".");

  static final Type<Step> TYPE =
      new Choice<>(
          List.of(SGD, MOMENTUM, ADAM),
          List.of(BATCH_SIZE, CLIP),
          List.of("nesterov", "adagrad", "adadelta", "rmsprop", "amsgrad", "adamw", "ftrl"),
          (rule, values) -> new Step(rule, values.get(BATCH_SIZE), values.find(CLIP)));

  /**
   * How steps are taken.
   *
   * @param rule the optimizer
   * @param batchSize labelled records per step
   * @param clipNorm largest gradient norm; the loss's default if empty
   */
  record Step(Optimizer rule, int batchSize, Optional<Double> clipNorm) {}

  private OptimizerKeys() {}
}
