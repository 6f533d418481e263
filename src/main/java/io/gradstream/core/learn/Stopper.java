package io.gradstream.core.learn;

import io.gradstream.core.learn.EarlyStopping.OnStop;
import io.gradstream.core.metric.Metric;
import java.util.Locale;

/** Early stopping at work: compares live model and checkpoint, counts, stops. */
final class Stopper {

  private final EarlyStopping rule;
  private final Progress progress;
  private final Scorer live;
  private final Scorer best;

  Stopper(EarlyStopping rule, Progress progress, Scorer live, Scorer best) {
    this.rule = rule;
    this.progress = progress;
    this.live = live;
    this.best = best;
  }

  /** Compares model and checkpoint on a window; returns whether the model is the new checkpoint. */
  boolean improves(Validator.Verdict verdict) {
    if (!verdict.finite()) {
      return notImproved(); // a model that has diverged is never a checkpoint
    }
    if (verdict.checkpoint().isEmpty()) {
      return adopt();
    }
    double gain = gain(verdict);
    if (Double.isNaN(gain)) {
      return false; // the metric is undefined here: nothing can be said of this window
    }
    return gain > 0 && gain >= rule.minDelta() ? adopt() : notImproved();
  }

  /** Tells whether the model has not improved for long enough. */
  boolean outOfPatience() {
    return progress.withoutImprovement() >= rule.patience();
  }

  /** Stops as the rule says; returns why, for people. */
  String stop(Validator.Verdict verdict) {
    String reason = reason(verdict);
    if (rule.onStop() == OnStop.ROLLBACK) {
      live.copyFrom(best);
      progress.nextVersion();
    }
    if (rule.onStop() != OnStop.REPORT) {
      progress.setStopped(true);
    }
    progress.setWithoutImprovement(0);
    return reason;
  }

  /** Returns what is done when learning stops, by its name in the YAML. */
  String action() {
    return rule.onStop().name().toLowerCase(Locale.ROOT);
  }

  private boolean adopt() {
    best.copyFrom(live);
    progress.setHasCheckpoint(true);
    progress.setWithoutImprovement(0);
    return true;
  }

  private boolean notImproved() {
    if (progress.hasCheckpoint()) {
      progress.setWithoutImprovement(progress.withoutImprovement() + 1);
    }
    return false;
  }

  private double gain(Validator.Verdict verdict) {
    Metric metric = rule.metric();
    return metric.gain(verdict.model().get(metric), verdict.checkpoint().orElseThrow().get(metric));
  }

  private String reason(Validator.Verdict verdict) {
    return String.format(
        Locale.ROOT,
        "%s did not improve on the best checkpoint by %s in %d windows in a row"
            + " (last: %.5f, checkpoint %.5f)",
        rule.metric().label(),
        rule.minDelta(),
        progress.withoutImprovement(),
        verdict.model().get(rule.metric()),
        verdict.checkpoint().map(scores -> scores.get(rule.metric())).orElse(Double.NaN));
  }
}
