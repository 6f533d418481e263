package io.gradstream.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.feature.category.CategoryScale;
import io.gradstream.core.feature.category.Frequency;
import io.gradstream.core.feature.category.HashBuckets;
import io.gradstream.core.feature.category.HashedText;
import io.gradstream.core.feature.category.TargetMean;
import io.gradstream.core.feature.dictionary.Limits;
import io.gradstream.core.feature.number.Bucketise;
import io.gradstream.core.feature.number.Elementwise;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Scaling;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.feature.past.Keying;
import io.gradstream.core.feature.past.Lag;
import io.gradstream.core.feature.past.PastWindow;
import io.gradstream.core.feature.past.RecalledScale;
import io.gradstream.core.feature.past.Series;
import io.gradstream.core.feature.pca.Pca;
import io.gradstream.core.learn.Augmentation;
import io.gradstream.core.learn.Batching;
import io.gradstream.core.learn.ClassWeights;
import io.gradstream.core.learn.Clipping;
import io.gradstream.core.learn.EarlyStopping;
import io.gradstream.core.learn.Penalties;
import io.gradstream.core.learn.Validation;
import io.gradstream.core.loss.HuberLoss;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.loss.QuantileLoss;
import io.gradstream.core.loss.SoftmaxCrossEntropy;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.Activation;
import io.gradstream.core.model.Initializer;
import io.gradstream.core.model.MlpRule;
import io.gradstream.core.model.Pretraining;
import io.gradstream.core.optim.Adadelta;
import io.gradstream.core.optim.Adagrad;
import io.gradstream.core.optim.Adam;
import io.gradstream.core.optim.AdamW;
import io.gradstream.core.optim.AmsGrad;
import io.gradstream.core.optim.Ftrl;
import io.gradstream.core.optim.Momentum;
import io.gradstream.core.optim.Nesterov;
import io.gradstream.core.optim.Plateau;
import io.gradstream.core.optim.RmsProp;
import io.gradstream.core.optim.Schedule;
import io.gradstream.core.optim.Sgd;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Settings outside their ranges are refused by the rules themselves, by name, value and range. */
class RangesTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final EarlyStopping.OnStop FREEZE = EarlyStopping.OnStop.FREEZE;

  @Test
  void ratesAreAboveZero() {
    for (DoubleFunction<?> rule :
        List.<DoubleFunction<?>>of(
            Sgd::new,
            rate -> new Momentum(rate, 0.9),
            rate -> new Nesterov(rate, 0.9),
            rate -> new Adagrad(rate, 0, 1e-8),
            rate -> new Adadelta(rate, 0.9, 1e-8),
            rate -> new RmsProp(rate, 0.9, 1e-8),
            rate -> new Adam(rate, 0.9, 0.9, 1e-8),
            rate -> new AmsGrad(rate, 0.9, 0.9, 1e-8),
            rate -> new AdamW(new Adam(rate, 0.9, 0.9, 1e-8), 0),
            rate -> new Ftrl(rate, 1, 0, 0),
            rate -> new Pretraining(1, rate, 0))) {
      refuses("learning-rate must be greater than 0", rule, 0, -1, NAN, INFINITE);
      assertThat(rule.apply(1e300)).isNotNull();
    }
  }

  @Test
  void epsilonsAreAboveZero() {
    for (DoubleFunction<?> rule :
        List.<DoubleFunction<?>>of(
            e -> new Adagrad(1, 0, e),
            e -> new Adadelta(1, 0.9, e),
            e -> new RmsProp(1, 0.9, e),
            e -> new Adam(1, 0.9, 0.9, e),
            e -> new AmsGrad(1, 0.9, 0.9, e))) {
      refuses("epsilon must be greater than 0", rule, 0, -1, NAN, INFINITE);
    }
  }

  @Test
  void decaysAreSharesBelowOne() {
    shares("momentum", share -> new Momentum(1, share));
    shares("momentum", share -> new Nesterov(1, share));
    shares("sum-decay", share -> new Adagrad(1, share, 1e-8));
    shares("rho", share -> new Adadelta(1, share, 1e-8));
    shares("rho", share -> new RmsProp(1, share, 1e-8));
    shares("beta1", share -> new Adam(1, share, 0.9, 1e-8));
    shares("beta2", share -> new Adam(1, 0.9, share, 1e-8));
    shares("beta1", share -> new AmsGrad(1, share, 0.9, 1e-8));
    shares("beta2", share -> new AmsGrad(1, 0.9, share, 1e-8));
    shares("floor", share -> new Schedule.Cosine(1, share));
    shares("floor", share -> new Plateau(0.5, 1, 0, share));
    shares("mask", share -> new Augmentation(0, share, ClassWeights.NONE));
    shares("corruption", share -> new Pretraining(1, 1, share));
    shares("dropout", share -> mlp(3, share, 1));
    shares("beta", Scaling.Exponential::new);
    shares(
        "learning-rate",
        share -> new Pca(List.of(new Standard(List.of("a"), Missing.MEAN)), 1, share, true));
  }

  @Test
  void weightsAndGainsAreNotNegative() {
    notNegative("weight-decay", w -> new AdamW(new Adam(1, 0.9, 0.9, 1e-8), w));
    notNegative("beta", w -> new Ftrl(1, w, 0, 0));
    notNegative("l1", w -> new Ftrl(1, 1, w, 0));
    notNegative("l2", w -> new Ftrl(1, 1, 0, w));
    notNegative("l1", w -> new Penalties(w, 0));
    notNegative("l2", w -> new Penalties(0, w));
    notNegative("min-delta", w -> new Plateau(0.5, 1, w, 0));
    notNegative("min-delta", w -> new EarlyStopping(Metric.MAE, 1, w, FREEZE));
    notNegative("min-update", w -> stopping(OptionalDouble.empty(), w, 1));
    notNegative("jitter", w -> new Augmentation(w, 0, ClassWeights.NONE));
    notNegative("UP", w -> new ClassWeights(false, Map.of("UP", w)));
    notNegative("smoothing", w -> new TargetMean(List.of("a"), w, 1, CategoryScale.NONE));
  }

  @Test
  void factorsBoundsAndQuantilesHaveTheirRanges() {
    for (DoubleFunction<?> rule :
        List.<DoubleFunction<?>>of(
            f -> new Schedule.Exponential(f, 1),
            f -> new Schedule.Steps(f, 1),
            f -> new Plateau(f, 1, 0, 0),
            QuantileLoss::new)) {
      refuses("must be in (0, 1)", rule, 0, 1, -1, NAN);
    }
    refuses("decay must be greater than 0", Schedule.InverseTime::new, 0, NAN);
    refuses("delta must be greater than 0", HuberLoss::new, 0, NAN, INFINITE);
    refuses("label-smoothing must be in [0, 0.5)", LogLoss::new, -0.1, 0.5, NAN);
    refuses("label-smoothing must be in [0, 0.5)", SoftmaxCrossEntropy::new, -0.1, 0.5, NAN);
    refuses("limit must be greater than 0", Initializer.Uniform::new, 0, NAN, INFINITE);
    refuses("deviation must be greater than 0", Initializer.Normal::new, 0, NAN, INFINITE);
    refuses("exponent must be greater than 0", e -> new Elementwise.Power(List.of("a"), e), 0, NAN);
    refuses("max-norm must be greater than 0", most -> mlp(3, 0, most), 0, -1, NAN);
    refuses("clip.norm must be greater than 0", most -> new Clipping(most, 1), 0, -1, NAN);
    refuses("clip.value must be greater than 0", most -> new Clipping(1, most), 0, -1, NAN);
    refuses("target must be a finite number", t -> stopping(OptionalDouble.of(t), 0, 1), NAN);
  }

  @Test
  void countsHaveALeast() {
    counts("steps", 1, steps -> new Schedule.Exponential(0.5, steps));
    counts("steps", 1, steps -> new Schedule.Steps(0.5, steps));
    counts("steps", 1, steps -> new Schedule.Cosine(steps, 0));
    counts("warm-up", 1, steps -> new Schedule.WarmUp(steps, Schedule.CONSTANT));
    counts("patience", 1, windows -> new Plateau(0.5, (int) windows, 0, 0));
    counts("patience", 1, w -> new EarlyStopping(Metric.MAE, (int) w, 0, FREEZE));
    counts("max-steps", 1, steps -> stopping(OptionalDouble.empty(), 0, steps));
    counts("window", 1, rows -> new Validation((int) rows, List.of()));
    counts("batch-size", 1, size -> Batching.of((int) size));
    counts("max-delay", 1, millis -> new Batching(1, millis, 0));
    counts("shuffle-buffer", 0, size -> new Batching(1, 1, (int) size));
    counts("records", 1, records -> new Pretraining(records, 1, 0));
    counts("hidden", 1, units -> mlp((int) units, 0, 1));
    counts("min-count", 1, n -> new Limits((int) n, 1, true, true, false, 0));
    counts("max-categories", 1, n -> Limits.atMost((int) n));
    counts("time-to-live", 0, millis -> new Limits(1, 1, true, true, false, millis));
    counts("max-keys", 1, n -> new Keying(List.of("a"), (int) n, 0));
    counts("time-to-live", 0, millis -> new Keying(List.of("a"), 1, millis));
    counts("max-values", 1, n -> PastWindow.last((int) n));
    counts("steps", 1, n -> lag((int) n));
    counts("buckets", 2, n -> new HashBuckets(List.of("a"), (int) n, false));
    counts("buckets", 2, n -> new HashedText(List.of("a"), (int) n, HashedText.Norm.L2));
    counts("max-categories", 1, n -> new Frequency(List.of("a"), (int) n, CategoryScale.NONE));
    counts("max-categories", 1, n -> new TargetMean(List.of("a"), 1, (int) n, CategoryScale.NONE));
    counts("quantiles", 2, n -> new Bucketise.Quantiles((int) n, 5));
    counts("window", 2, n -> new Bucketise.Quantiles(5, (int) n));
    counts("window", 2, n -> new Scaling.Robust((int) n));
    counts("max-classes", 2, n -> LabelRule.classes("y", List.of(), (int) n));
    counts("components", 1, n -> pca((int) n));
  }

  private static Pca pca(int components) {
    return new Pca(List.of(new Standard(List.of("a"), Missing.MEAN)), components, 0, true);
  }

  private static Lag lag(int step) {
    return new Lag(Series.label(), List.of(step), Keying.overall(), RecalledScale.NONE);
  }

  private static MlpRule mlp(int units, double dropout, double maxNorm) {
    return new MlpRule(
        List.of(units), Activation.RELU, new Initializer.He(), false, dropout, maxNorm);
  }

  private static EarlyStopping stopping(OptionalDouble target, double minUpdate, long maxSteps) {
    return new EarlyStopping(Metric.MAE, 1, 0, target, minUpdate, maxSteps, FREEZE);
  }

  private static void shares(String name, DoubleFunction<?> rule) {
    refuses(name + " must be in [0, 1)", rule, -0.1, 1, NAN, INFINITE);
    assertThat(rule.apply(0)).isNotNull();
  }

  private static void notNegative(String name, DoubleFunction<?> rule) {
    refuses(name + " must be at least 0", rule, -0.1, NAN, INFINITE);
    assertThat(rule.apply(0)).isNotNull();
  }

  private static void counts(String name, int least, LongFunction<?> rule) {
    assertThatThrownBy(() -> rule.apply(least - 1L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("%s must be a whole number of at least %d, was %d", name, least, least - 1);
    assertThat(rule.apply(least)).isNotNull();
  }

  private static void refuses(String what, DoubleFunction<?> rule, double... values) {
    for (double value : values) {
      assertThatThrownBy(() -> rule.apply(value))
          .as("%s: %s", what, value)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(what)
          .hasMessageContaining("was " + value);
    }
  }
}
