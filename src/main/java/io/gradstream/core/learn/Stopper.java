package io.gradstream.core.learn;

import io.gradstream.core.learn.EarlyStopping.OnStop;
import io.gradstream.core.metric.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Early stopping at work: tells when to stop and why, and stops. */
final class Stopper {

  private final EarlyStopping rule;
  private final Progress progress;
  private final BestModel best;

  Stopper(EarlyStopping rule, Progress progress, BestModel best) {
    this.rule = rule;
    this.progress = progress;
    this.best = best;
  }

  /**
   * Returns why learning is to stop after a window, if it is; the first criterion that is met.
   *
   * @param layers how the layers fared in the window
   * @param step optimizer steps taken so far
   */
  Optional<String> reason(Validator.Verdict verdict, List<LayerReport> layers, long step) {
    return Stream.<Supplier<Optional<String>>>of(
            () -> target(verdict), () -> patience(verdict), () -> update(layers), () -> steps(step))
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Stops as the rule says. */
  void stop() {
    if (rule.onStop() == OnStop.ROLLBACK) {
      best.restore();
    }
    if (rule.onStop() != OnStop.REPORT) {
      progress.setStopped(true);
    }
    progress.setWithoutImprovement(0);
  }

  /** Returns what is done when learning stops, by its name in the YAML. */
  String action() {
    return rule.onStop().name().toLowerCase(Locale.ROOT);
  }

  private Optional<String> patience(Validator.Verdict verdict) {
    long windows = progress.withoutImprovement();
    return windows >= rule.patience()
        ? Optional.of(best.withoutImprovement(verdict, windows))
        : Optional.empty();
  }

  private Optional<String> target(Validator.Verdict verdict) {
    Metric metric = rule.metric();
    double value = verdict.model().get(metric);
    return rule.target().isPresent() && metric.gain(value, rule.target().getAsDouble()) >= 0
        ? sentence(
            "%s reached %.5f, the target is %s", metric.label(), value, rule.target().getAsDouble())
        : Optional.empty();
  }

  private Optional<String> update(List<LayerReport> layers) {
    double largest = layers.stream().mapToDouble(LayerReport::updateRatio).max().orElse(Double.NaN);
    return largest < rule.minUpdate() // not if undefined
        ? sentence(
            "a step changed the weights by %.3g of their norm, less than min-update %s",
            largest, rule.minUpdate())
        : Optional.empty();
  }

  private Optional<String> steps(long step) {
    return step >= rule.maxSteps()
        ? sentence("%d steps were taken, max-steps is %d", step, rule.maxSteps())
        : Optional.empty();
  }

  private static Optional<String> sentence(String format, Object... values) {
    return Optional.of(String.format(Locale.ROOT, format, values));
  }
}
