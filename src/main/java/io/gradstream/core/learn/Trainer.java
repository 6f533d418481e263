package io.gradstream.core.learn;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.model.Gradient;
import io.gradstream.core.model.LinearModel;
import io.gradstream.core.model.Parameters;
import io.gradstream.core.optim.Optimizer;

/** Takes steps: mean gradient of a batch, clipping, L2, optimizer; drops what is not finite. */
final class Trainer {

  /** What came of a step. */
  enum Result {
    TAKEN,
    CLIPPED,
    DROPPED
  }

  private final LearnerRule rule;
  private final Gradient gradient = new Gradient();
  private final FeatureVector x = new FeatureVector();
  private double norm;

  Trainer(LearnerRule rule) {
    this.rule = rule;
  }

  /** Takes a step on one example whose output {@code z} and score are known. */
  Result step(Scorer scorer, FeatureVector example, double z, double score, double label) {
    gradient.clear();
    if (!accumulate(scorer.model(), example, z, score, label)) {
      return Result.DROPPED;
    }
    return apply(scorer);
  }

  /** Takes a step on the mean gradient of a batch. */
  Result step(Scorer scorer, MiniBatch batch) {
    gradient.clear();
    for (int i = 0; i < batch.size(); i++) {
      batch.features(i, x);
      double z = scorer.model().output(x);
      if (!accumulate(scorer.model(), x, z, rule.loss().score(z), batch.label(i))) {
        return Result.DROPPED;
      }
    }
    gradient.scale(1.0 / batch.size());
    return apply(scorer);
  }

  /** Returns the norm of the last step's gradient before clipping. */
  double norm() {
    return norm;
  }

  private boolean accumulate(
      LinearModel model, FeatureVector example, double z, double score, double label) {
    double dz = rule.loss().gradient(z, score, label);
    model.backward(example, dz, gradient);
    return Double.isFinite(z);
  }

  private Result apply(Scorer scorer) {
    norm = gradient.norm();
    if (!Double.isFinite(norm)) {
      return Result.DROPPED;
    }
    boolean clipped = gradient.clip(norm, rule.clipNorm());
    Parameters parameters = scorer.model().parameters();
    double[][] active = parameters.gather(gradient);
    if (rule.l2() > 0) {
      gradient.addL2(active[0], rule.l2());
    }
    Optimizer optimizer = rule.optimizer();
    if (optimizer.weightDecay() > 0) {
      gradient.decay(active[0], 1 - optimizer.learningRate() * optimizer.weightDecay());
    }
    optimizer.step(active, gradient.values(), gradient.size(), scorer.step() + 1);
    if (!parameters.scatter(gradient.size())) {
      return Result.DROPPED;
    }
    scorer.setStep(scorer.step() + 1);
    return clipped ? Result.CLIPPED : Result.TAKEN;
  }
}
