package io.gradstream.core.learn;

import io.gradstream.core.data.Examples;
import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.model.ExampleStep;
import io.gradstream.core.model.Gradient;
import io.gradstream.core.model.GradientModel;
import io.gradstream.core.model.LinearModel;
import io.gradstream.core.model.ParameterGroup;
import io.gradstream.core.optim.GradientOptimizer;
import io.gradstream.core.optim.SingleStep;
import io.gradstream.core.race.RaceModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes steps: mean gradient, clipping, penalties, optimizer; drops what is not finite. */
final class Trainer {

  /** What came of a step. */
  enum Result {
    TAKEN,
    CLIPPED,
    DROPPED
  }

  /** Keeps the factor below 1 only for norms that are above the bound, as PyTorch does. */
  private static final double CLIP_EPSILON = 1e-6;

  private final Training rule;
  private final Diagnostics diagnostics;
  private final Progress progress;
  private final @Nullable SingleStep single; // what steps an example of one output in one pass
  private final double[] derivative = new double[1];
  private final FeatureVector example = new FeatureVector();
  private double norm;

  Trainer(Training rule, Diagnostics diagnostics, Progress progress) {
    single = single(rule);
    this.diagnostics = diagnostics;
    this.progress = progress;
    this.rule = rule;
  }

  /** Takes a step on the scorer's features, whose outputs and scores are known. */
  Result step(EncodedModel scorer, double ownLabel, double weight) {
    long step = scorer.step() + 1;
    if (scorer.model() instanceof RaceModel race) {
      return learn(race, scorer.features(), scorer, ownLabel, weight, step);
    }
    double label = scorer.target(ownLabel);
    if (single != null && scorer.model() instanceof LinearModel model && model.outputs() == 1) {
      return step(model, single, scorer, label, weight, step);
    }
    return general(scorer, label, weight, step);
  }

  private Result learn(
      RaceModel race,
      FeatureVector x,
      EncodedModel scorer,
      double ownLabel,
      double weight,
      long step) {
    norm = Double.NaN; // each member has a gradient of its own
    double factor = rule.factor(step, progress.reductions());
    double label = scorer.target(ownLabel);
    if (!race.learn(x, label, weight, scorer.loss(), step, factor, ownLabel)) {
      return Result.DROPPED;
    }
    scorer.setStep(step);
    return Result.TAKEN;
  }

  private Result general(EncodedModel scorer, double label, double weight, long step) {
    boolean finite =
        ((GradientModel) scorer.model())
            .gradients(
                scorer.features(),
                scorer.outputs(),
                scorer.scores(),
                label,
                weight,
                scorer.loss(),
                step);
    return finite ? apply(scorer, step) : Result.DROPPED;
  }

  /** Returns the optimizer if nothing but it and the clipping by norm changes a step. */
  private static @Nullable SingleStep single(Training rule) {
    boolean plain =
        rule.penalties().l1() == 0
            && rule.penalties().l2() == 0
            && rule.clipping().value() == Double.POSITIVE_INFINITY;
    return plain && rule.optimizer() instanceof SingleStep optimizer ? optimizer : null;
  }

  /** Does what {@link #general} does, with the same bits, in one pass; not if it is to clip. */
  private Result step(
      LinearModel model,
      SingleStep optimizer,
      EncodedModel scorer,
      double label,
      double weight,
      long step) {
    scorer.loss().gradient(scorer.outputs(), scorer.scores(), label, derivative);
    double d = derivative[0] * weight;
    double eta = rule.rate(step, progress.reductions());
    ExampleStep onePass = model.parameters().exampleStep();
    double length = Math.sqrt(onePass.compute(optimizer, scorer.features(), d, step, eta));
    boolean finite = Double.isFinite(length) && Double.isFinite(scorer.outputs()[0]);
    if (!finite || length + CLIP_EPSILON > rule.clipping().norm()) {
      return general(scorer, label, weight, step); // it is to be dropped or clipped
    }
    norm = length;
    if (diagnostics.watches(step)) {
      diagnostics.step(length, onePass.updateRatio(scorer.features()));
    }
    onePass.write(scorer.features());
    scorer.setStep(step);
    return Result.TAKEN;
  }

  /** Takes a step on the mean gradient of a batch. */
  Result step(EncodedModel scorer, Examples batch) {
    long step = scorer.step() + 1;
    if (scorer.model() instanceof RaceModel race) { // a batch of one that was not just scored
      batch.features(0, example);
      scorer.score(example);
      return learn(race, example, scorer, batch.label(0), batch.weight(0), step);
    }
    boolean finite =
        ((GradientModel) scorer.model()).gradients(scorer.targets(batch), scorer.loss(), step);
    return finite ? apply(scorer, step) : Result.DROPPED;
  }

  /** Returns the norm of the last step's gradient before clipping. */
  double norm() {
    return norm;
  }

  private Result apply(EncodedModel scorer, long step) {
    GradientModel model = (GradientModel) scorer.model();
    List<ParameterGroup> groups = model.groups();
    norm = norm(groups);
    if (!Double.isFinite(norm)) {
      return Result.DROPPED;
    }
    boolean watched = diagnostics.watches(step);
    if (watched) {
      diagnostics.gradients();
    }
    boolean clipped = clip(groups);
    GradientOptimizer optimizer = (GradientOptimizer) rule.optimizer();
    double eta = rule.rate(step, progress.reductions());
    boolean finite = true;
    for (int i = 0; i < groups.size(); i++) {
      finite &=
          groups.get(i).step(optimizer, rule.penalties().l1(), rule.penalties().l2(), step, eta);
    }
    if (!finite) {
      return Result.DROPPED;
    }
    if (watched) {
      diagnostics.updates();
    }
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).write();
    }
    model.stepped();
    scorer.setStep(step);
    return clipped ? Result.CLIPPED : Result.TAKEN;
  }

  private static double norm(List<ParameterGroup> groups) {
    double squares = 0;
    for (int i = 0; i < groups.size(); i++) {
      squares += groups.get(i).gradient().squares();
    }
    return Math.sqrt(squares);
  }

  /**
   * Scales the gradient down if its norm is above the bound, then cuts its values.
   *
   * <p>Source: R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural
   * networks", ICML 2013, algorithm 1; the factor is PyTorch's, {@code most / (norm + 1e-6)}.
   */
  private boolean clip(List<ParameterGroup> groups) {
    double factor = rule.clipping().norm() / (norm + CLIP_EPSILON);
    boolean clipped = factor < 1;
    boolean cuts = rule.clipping().value() < Double.POSITIVE_INFINITY;
    for (int i = 0; (clipped || cuts) && i < groups.size(); i++) {
      Gradient gradient = groups.get(i).gradient();
      if (factor < 1) {
        gradient.scale(factor);
      }
      if (cuts) {
        clipped |= gradient.clipValues(rule.clipping().value());
      }
    }
    return clipped;
  }
}
