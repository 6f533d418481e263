package io.gradstream.core.learn;

import io.gradstream.core.learn.Comparison.Result;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.text.Figures;

/** The best checkpoint so far: compares the live model with it and becomes a copy of a better. */
final class BestModel {

  private final Comparison rule;
  private final Progress progress;
  private final EncodedModel live;
  private final EncodedModel best;

  BestModel(Comparison rule, Progress progress, EncodedModel live, EncodedModel best) {
    this.rule = rule;
    this.progress = progress;
    this.live = live;
    this.best = best;
  }

  /** Compares model and checkpoint on a window; adopts a model that is better. */
  Result judge(Validator.Verdict verdict) {
    if (!verdict.finite()) {
      return notImproved(); // a model that has diverged is never a checkpoint
    }
    if (verdict.checkpoint().isEmpty()) {
      return adopt();
    }
    double gain = gain(verdict);
    if (Double.isNaN(gain)) {
      return Result.UNDEFINED;
    }
    double checkpoint = verdict.checkpoint().get().get(rule.metric());
    return rule.minDelta().isReached(gain, checkpoint) ? adopt() : notImproved();
  }

  /** Makes the live model a copy of the best, if there is one; returns whether. */
  boolean restore() {
    if (progress.hasCheckpoint()) {
      live.copyFrom(best);
      progress.nextVersion();
    }
    return progress.hasCheckpoint();
  }

  /**
   * Makes the live model a copy of the best, unless it is itself the best by the last window, by
   * however little: no gain is too small to be kept where learning ends. Returns whether it did.
   */
  boolean restoreUnlessBeaten(Validator.Verdict verdict) {
    boolean beaten = verdict.finite() && (verdict.checkpoint().isEmpty() || gain(verdict) > 0);
    if (beaten) {
      adopt();
      return false;
    }
    return restore();
  }

  /** Returns a sentence on windows in a row without improvement. */
  String withoutImprovement(Validator.Verdict verdict, long windows) {
    double last = verdict.model().get(rule.metric());
    double checkpoint =
        verdict.checkpoint().map(scores -> scores.get(rule.metric())).orElse(Double.NaN);
    Figures figures = Figures.of(last, checkpoint);
    return "%s did not improve on the best checkpoint by %s in %s (last: %s, checkpoint %s)"
        .formatted(
            rule.metric().label(),
            rule.minDelta(),
            windows == 1 ? "a window" : windows + " windows in a row",
            figures.text(last),
            figures.text(checkpoint));
  }

  private Result adopt() {
    best.copyFrom(live);
    progress.setHasCheckpoint(true);
    progress.setWithoutImprovement(0);
    return Result.IMPROVED;
  }

  private Result notImproved() {
    if (progress.hasCheckpoint()) {
      progress.setWithoutImprovement(progress.withoutImprovement() + 1);
    }
    return Result.NOT_IMPROVED;
  }

  private double gain(Validator.Verdict verdict) {
    Metric metric = rule.metric();
    return metric.gain(verdict.model().get(metric), verdict.checkpoint().orElseThrow().get(metric));
  }
}
