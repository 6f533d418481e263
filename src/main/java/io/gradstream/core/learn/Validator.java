package io.gradstream.core.learn;

import io.gradstream.core.metric.Baseline;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.metric.Scores;
import io.gradstream.core.metric.Totals;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Judges a full window: the model, its checkpoint and the baselines, here and over all time. */
final class Validator {

  private final Set<Metric> metrics;
  private final Set<Metric> compared = EnumSet.of(Metric.LOG_LOSS);
  private final DoubleArray baselineState;
  private final Totals model;
  private final Totals noChange;
  private final Totals majority;

  /** What a window showed. */
  record Verdict(
      Scores model,
      Optional<Scores> checkpoint,
      Scores noChange,
      Scores majority,
      boolean finite) {}

  Validator(State state, LearnerRule rule) {
    metrics = EnumSet.copyOf(rule.validation().metrics());
    rule.earlyStopping().ifPresent(stopping -> metrics.add(stopping.metric()));
    rule.earlyStopping().ifPresent(stopping -> compared.add(stopping.metric()));
    baselineState = state.doubles("baselines", Baseline.SIZE);
    model = new Totals(state, "model");
    noChange = new Totals(state, "no-change");
    majority = new Totals(state, "majority");
  }

  /** Judges the window and counts it into the totals. */
  Verdict judge(Window window) {
    int count = window.size();
    double[] labels = window.labels();
    Verdict verdict =
        new Verdict(
            scores(window.scores(), labels, count),
            window.hasCheckpoint()
                ? Optional.of(checkpoint(window.checkpointScores(), labels, count))
                : Optional.empty(),
            Baseline.NO_CHANGE.scores(metrics, labels, count, baselineState.values()),
            Baseline.MAJORITY.scores(metrics, labels, count, baselineState.values()),
            finite(window.scores(), count));
    model.add(verdict.model(), window.scores(), labels, count);
    noChange.addMeans(verdict.noChange(), count);
    majority.addMeans(verdict.majority(), count);
    for (int i = 0; i < count; i++) {
      Baseline.learn(baselineState.values(), labels[i]);
    }
    baselineState.touch(0);
    return verdict;
  }

  Scores total() {
    return model.scores(metrics);
  }

  Scores totalNoChange() {
    return noChange.scores(withoutAuc());
  }

  Scores totalMajority() {
    return majority.scores(withoutAuc());
  }

  private static boolean finite(double[] scores, int count) {
    for (int i = 0; i < count; i++) {
      if (!Double.isFinite(scores[i])) {
        return false;
      }
    }
    return true;
  }

  /** Computes what is compared and the loss alone: a checkpoint is scored for no other end. */
  private Scores checkpoint(double[] scores, double[] labels, int count) {
    return Scores.of(compared, metric -> metric.of(scores, labels, 0, count));
  }

  private Scores scores(double[] scores, double[] labels, int count) {
    return Scores.of(metrics, metric -> metric.of(scores, labels, 0, count));
  }

  private Collection<Metric> withoutAuc() {
    return metrics.stream().filter(metric -> metric != Metric.AUC).toList();
  }
}
