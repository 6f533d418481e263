package io.gradstream.pipeline.file;

import io.gradstream.core.optim.Adadelta;
import io.gradstream.core.optim.Adagrad;
import io.gradstream.core.optim.Adam;
import io.gradstream.core.optim.AdamW;
import io.gradstream.core.optim.AmsGrad;
import io.gradstream.core.optim.Coin;
import io.gradstream.core.optim.Ftrl;
import io.gradstream.core.optim.Momentum;
import io.gradstream.core.optim.Nesterov;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.ProximalAdagrad;
import io.gradstream.core.optim.ProximalRmsProp;
import io.gradstream.core.optim.ProximalSgd;
import io.gradstream.core.optim.Ranges;
import io.gradstream.core.optim.RmsMax;
import io.gradstream.core.optim.RmsProp;
import io.gradstream.core.optim.Sgd;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Values;
import io.gradstream.pipeline.declare.Words;
import java.util.List;

/** Declares the rules that {@code optimizer} chooses from, with their settings. */
final class OptimizerRules {

  private static final Key<Double> LEARNING_RATE = rate("0.01");

  private static final Key<Double> MOMENTUM_DECAY =
      Key.withDefault(
          "momentum",
          new Decimal(Ranges.DECAY),
          "0.9",
          "The share of the velocity that a step keeps.");

  private static final Key<Double> SUM_DECAY =
      Key.withDefault(
          "sum-decay",
          new Decimal(Ranges.DECAY),
          "0.0",
          "The share of the sum of squared gradients that a step forgets; a little, such as"
              + " 0.0005, keeps a stream that never ends from standing still.");

  private static final Key<Double> ADADELTA_RHO = rho("0.9");

  /** Of .9, .99, .995 and .999 the one that is good on all sets of DefaultsIT. */
  private static final Key<Double> RMSPROP_RHO = rho("0.995");

  private static final Key<Double> WEIGHT_DECAY =
      Key.withDefault(
          "weight-decay",
          new Decimal(Ranges.PENALTY),
          "0.01",
          "The share of a weight, times the rate, that goes in each step in which its column is"
              + " active; the bias stays.");

  private static final Key<Double> FTRL_BETA =
      Key.withDefault(
          "beta", new Decimal(Ranges.PENALTY), "1.0", "The larger, the smaller the first steps.");

  private static final Key<Double> FTRL_L1 =
      Key.withDefault(
          "l1",
          new Decimal(Ranges.PENALTY),
          "0.0",
          "Weight of the sum of absolute weights: weights that are not worth it are exactly 0.");

  private static final Key<Double> FTRL_L2 =
      Key.withDefault("l2", new Decimal(Ranges.PENALTY), "0.0", "Weight of half the squared norm.");

  private static final Key<Double> BETA1 =
      Key.withDefault(
          "beta1",
          new Decimal(Ranges.DECAY),
          "0.9",
          "Decay of the mean of gradients (first moment).");

  private static final Key<Double> BETA2 =
      Key.withDefault(
          "beta2",
          new Decimal(Ranges.DECAY),
          "0.999",
          "Decay of the mean of squared gradients (second moment).");

  private static final Key<Double> EPSILON =
      Key.withDefault(
          "epsilon",
          new Decimal(Ranges.EPSILON),
          "1e-8",
          "Added to the root of the second moment.");

  static final Key<Boolean> PROXIMAL =
      Key.withDefault(
          "proximal",
          Words.trueOrFalse(),
          "false",
          "Whether the gradient is taken where the step ends (implicit steps), so that no rate is"
              + " too large; linear models only, record by record.");

  private static final Key<Optimizer> SGD =
      Key.oneOf(
          "sgd",
          new Section<>(
              List.of(LEARNING_RATE, PROXIMAL),
              values ->
                  values.get(PROXIMAL)
                      ? new ProximalSgd(values.get(LEARNING_RATE))
                      : new Sgd(values.get(LEARNING_RATE))),
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

  private static final Key<Nesterov> NESTEROV =
      Key.oneOf(
          "nesterov",
          new Section<>(
              List.of(LEARNING_RATE, MOMENTUM_DECAY),
              values -> new Nesterov(values.get(LEARNING_RATE), values.get(MOMENTUM_DECAY))),
          "{momentum: 0.95}",
          "Momentum that looks ahead along its velocity.");

  private static final Key<Double> ADAGRAD_RATE = rate("0.1");
  private static final Key<Double> ADAGRAD_EPSILON = epsilon("1e-10", "root of the sum");

  private static final Key<Optimizer> ADAGRAD =
      Key.oneOf(
          "adagrad",
          new Section<>(
              List.of(ADAGRAD_RATE, SUM_DECAY, ADAGRAD_EPSILON, PROXIMAL), OptimizerRules::adagrad),
          "{learning-rate: 0.3, sum-decay: 0.0005}",
          "Steps that shrink with the sum of squared gradients of each weight.");

  private static final Key<Double> ADADELTA_RATE = rate("1.0");
  private static final Key<Double> ADADELTA_EPSILON = epsilon("1e-6", "means under both roots");

  private static final Key<Adadelta> ADADELTA =
      Key.oneOf(
          "adadelta",
          new Section<>(
              List.of(ADADELTA_RATE, ADADELTA_RHO, ADADELTA_EPSILON),
              values ->
                  new Adadelta(
                      values.get(ADADELTA_RATE),
                      values.get(ADADELTA_RHO),
                      values.get(ADADELTA_EPSILON))),
          "{rho: 0.95}",
          "Steps in the units of the weights, by the ratio of two running means.");

  private static final Key<Optimizer> RMSPROP =
      Key.oneOf(
          "rmsprop",
          new Section<>(
              List.of(LEARNING_RATE, RMSPROP_RHO, EPSILON, PROXIMAL), OptimizerRules::rmsProp),
          "{rho: 0.99}",
          "Steps divided by the root of a running mean of squared gradients.");

  private static final List<Key<?>> ADAM_KEYS = List.of(LEARNING_RATE, BETA1, BETA2, EPSILON);

  private static final Key<Adam> ADAM =
      Key.oneOf(
          "adam",
          new Section<>(ADAM_KEYS, OptimizerRules::adam),
          "{learning-rate: 0.001}",
          "Adam: steps scaled by bias-corrected moments of the gradient.");

  private static final Key<AmsGrad> AMSGRAD =
      Key.oneOf(
          "amsgrad",
          new Section<>(
              ADAM_KEYS,
              values ->
                  new AmsGrad(
                      values.get(LEARNING_RATE),
                      values.get(BETA1),
                      values.get(BETA2),
                      values.get(EPSILON))),
          "{learning-rate: 0.001}",
          "Adam whose second moment never falls.");

  private static final Key<AdamW> ADAMW =
      Key.oneOf(
          "adamw",
          new Section<>(
              List.of(LEARNING_RATE, BETA1, BETA2, EPSILON, WEIGHT_DECAY),
              values -> new AdamW(adam(values), values.get(WEIGHT_DECAY))),
          "{weight-decay: 0.001}",
          "Adam with a decay of the weights apart from the gradient.");

  private static final Key<Double> FTRL_RATE = rate("0.1");

  private static final Key<Ftrl> FTRL =
      Key.oneOf(
          "ftrl",
          new Section<>(
              List.of(FTRL_RATE, FTRL_BETA, FTRL_L1, FTRL_L2),
              values ->
                  new Ftrl(
                      values.get(FTRL_RATE),
                      values.get(FTRL_BETA),
                      values.get(FTRL_L1),
                      values.get(FTRL_L2))),
          "{l1: 1.0}",
          "FTRL-Proximal: a rate for each weight, and exact zeros from L1.");

  private static final Key<Double> RMS_MAX_RHO = rho("0.999");

  private static final Key<RmsMax> RMS_MAX =
      Key.oneOf(
          "rms-max",
          new Section<>(
              List.of(LEARNING_RATE, RMS_MAX_RHO, EPSILON),
              values ->
                  new RmsMax(
                      values.get(LEARNING_RATE), values.get(RMS_MAX_RHO), values.get(EPSILON))),
          "{learning-rate: 0.03}",
          "RMSProp whose mean of squares never falls: AMSGrad without momentum.");

  private static final Key<Double> WEALTH =
      Key.withDefault(
          "wealth",
          new Decimal(Coin.WEALTH),
          "4.0",
          "What each weight's bets begin with; the larger, the larger the first ones.");

  private static final Key<Coin> COIN =
      Key.oneOf(
          "coin",
          new Section<>(List.of(WEALTH), values -> new Coin(values.get(WEALTH))),
          "{wealth: 2.0}",
          "Coin betting, without a rate; linear models only, record by record.");

  /** Every rule, in the order in which they are documented. */
  static final List<Key<? extends Optimizer>> ALL =
      List.of(
          SGD, MOMENTUM, NESTEROV, ADAGRAD, ADADELTA, RMSPROP, RMS_MAX, ADAM, AMSGRAD, ADAMW, FTRL,
          COIN);

  private OptimizerRules() {}

  private static Optimizer adagrad(Values values) {
    double rate = values.get(ADAGRAD_RATE);
    double decay = values.get(SUM_DECAY);
    double epsilon = values.get(ADAGRAD_EPSILON);
    return values.get(PROXIMAL)
        ? new ProximalAdagrad(rate, decay, epsilon)
        : new Adagrad(rate, decay, epsilon);
  }

  private static Optimizer rmsProp(Values values) {
    double rate = values.get(LEARNING_RATE);
    double rho = values.get(RMSPROP_RHO);
    double epsilon = values.get(EPSILON);
    return values.get(PROXIMAL)
        ? new ProximalRmsProp(rate, rho, epsilon)
        : new RmsProp(rate, rho, epsilon);
  }

  private static Key<Double> rate(String fallback) {
    return Key.withDefault(
        "learning-rate", new Decimal(Ranges.RATE), fallback, "The size of a step.");
  }

  private static Key<Double> rho(String fallback) {
    return Key.withDefault(
        "rho", new Decimal(Ranges.DECAY), fallback, "Decay of the mean of squared gradients.");
  }

  private static Key<Double> epsilon(String fallback, String to) {
    return Key.withDefault(
        "epsilon", new Decimal(Ranges.EPSILON), fallback, "Added to the " + to + ".");
  }

  private static Adam adam(Values values) {
    return new Adam(
        values.get(LEARNING_RATE), values.get(BETA1), values.get(BETA2), values.get(EPSILON));
  }
}
