package io.gradstream.core.learn;

import io.gradstream.core.learn.EarlyStopping.OnStop;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.text.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Early stopping at work: tells when to stop and why, and stops. */
final class Stopper {

  private final EarlyStopping rule;
  private final Progress progress;
  private final BestModel best;
  private final boolean goesOn;

  Stopper(EarlyStopping rule, Progress progress, BestModel best) {
    this.rule = rule;
    this.progress = progress;
    this.best = best;
    goesOn = rule.onStop() == OnStop.REPORT;
  }

  /**
   * A stop.
   *
   * @param action what was done, by its name in the YAML; {@code freeze} where there was nothing to
   *     roll back to, or nothing better
   * @param reason a sentence with the figures that led to it
   */
  record Stop(String action, String reason) {}

  /**
   * Stops after a window if a criterion is met, the first of them.
   *
   * @param layers how the layers fared in the window
   * @param step optimizer steps taken so far
   * @return what was done, if anything was
   */
  Optional<Stop> judge(Validator.Verdict verdict, List<LayerReport> layers, long step) {
    return target(verdict)
        .or(() -> patience(verdict))
        .or(() -> update(verdict, layers))
        .or(() -> steps(verdict, step));
  }

  private Optional<Stop> patience(Validator.Verdict verdict) {
    long windows = progress.withoutImprovement();
    if (windows < rule.patience()) {
      return Optional.empty();
    }
    String reason = best.withoutImprovement(verdict, windows);
    boolean restored = rule.onStop() == OnStop.ROLLBACK && best.restore();
    return stop(restored, reason);
  }

  private Optional<Stop> target(Validator.Verdict verdict) {
    Metric metric = rule.metric();
    double value = verdict.model().get(metric);
    boolean reached =
        rule.target().isPresent() && metric.gain(value, rule.target().getAsDouble()) >= 0;
    if (!reached || goesOn && progress.targetReported()) {
      progress.setTargetReported(reached);
      return Optional.empty();
    }
    progress.setTargetReported(true);
    return stop(
        verdict,
        "%s reached %s, the target is %s",
        metric.label(),
        Figures.one(value),
        rule.target().getAsDouble());
  }

  private Optional<Stop> update(Validator.Verdict verdict, List<LayerReport> layers) {
    double largest = layers.stream().mapToDouble(LayerReport::updateRatio).max().orElse(Double.NaN);
    boolean small = largest < rule.minUpdate(); // not if undefined
    if (!small || goesOn && progress.updateReported()) {
      progress.setUpdateReported(small);
      return Optional.empty();
    }
    progress.setUpdateReported(true);
    return stop(
        verdict,
        "a step changed the weights by %s of their norm, less than min-update %s",
        Figures.one(largest),
        rule.minUpdate());
  }

  /** Steps are counted anew from a report. */
  private Optional<Stop> steps(Validator.Verdict verdict, long step) {
    long counted = goesOn ? step - progress.stepsReported() : step;
    if (counted < rule.maxSteps()) {
      return Optional.empty();
    }
    progress.setStepsReported(step);
    return stop(verdict, "%d steps were taken, max-steps is %d", counted, rule.maxSteps());
  }

  /** Stops for another reason than want of improvement: what the window gained is kept. */
  private Optional<Stop> stop(Validator.Verdict verdict, String format, Object... values) {
    boolean restored = rule.onStop() == OnStop.ROLLBACK && best.restoreUnlessBeaten(verdict);
    return stop(restored, String.format(Locale.ROOT, format, values));
  }

  private Optional<Stop> stop(boolean restored, String reason) {
    progress.setStopped(!goesOn);
    progress.setWithoutImprovement(0);
    OnStop done = goesOn ? OnStop.REPORT : restored ? OnStop.ROLLBACK : OnStop.FREEZE;
    return Optional.of(new Stop(done.name().toLowerCase(Locale.ROOT), reason));
  }
}
