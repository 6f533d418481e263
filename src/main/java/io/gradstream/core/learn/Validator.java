package io.gradstream.core.learn;

import io.gradstream.core.data.Task;
import io.gradstream.core.metric.Baseline;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.metric.Predictions;
import io.gradstream.core.metric.Scores;
import io.gradstream.core.metric.Smoothed;
import io.gradstream.core.metric.Totals;
import io.gradstream.core.metric.Workspace;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Judges a full window: the model, its checkpoint and the baselines, here and over all time. */
final class Validator {

  private final Set<Metric> metrics;
  private final Task task;
  private final double tau;
  private final Set<Metric> compared;
  private final DoubleArray baselineState;
  private final Totals model;
  private final Smoothed smoothed;
  private final Totals noChange;
  private final Totals majority;
  private final Workspace workspace = new Workspace();

  /** What a window showed. */
  record Verdict(
      Scores model,
      Optional<Scores> checkpoint,
      Scores noChange,
      Scores majority,
      boolean finite) {}

  Validator(State state, LearnerRule rule) {
    task = rule.task();
    tau = rule.loss().quantile();
    metrics = EnumSet.copyOf(rule.validation().metrics());
    compared = EnumSet.of(Metric.usual(task).get(0));
    rule.comparison().ifPresent(comparison -> metrics.add(comparison.metric()));
    rule.comparison().ifPresent(comparison -> compared.add(comparison.metric()));
    baselineState = state.doubles("baselines", Baseline.SIZE);
    model = new Totals(state, "model", task);
    smoothed = new Smoothed(state);
    noChange = new Totals(state, "no-change", task);
    majority = new Totals(state, "majority", task);
  }

  /** Judges the window and counts it into the totals. */
  Verdict judge(Window window) {
    int count = window.size();
    double[] labels = window.labels();
    double[] counted = window.counted();
    double previous = Baseline.last(baselineState.values());
    Predictions rows = window.model(previous).in(workspace);
    Verdict verdict =
        new Verdict(
            Scores.of(metrics, metric -> metric.of(rows)),
            window.checkpoint(previous).map(this::checkpoint),
            Baseline.NO_CHANGE.scores(
                task, metrics, labels, counted, count, state(), tau, workspace),
            Baseline.MAJORITY.scores(
                task, metrics, labels, counted, count, state(), tau, workspace),
            finite(window.scores(), count));
    model.add(verdict.model(), rows);
    smoothed.add(verdict.model());
    noChange.addMeans(verdict.noChange(), count);
    majority.addMeans(verdict.majority(), count);
    learn(counted, count);
    return verdict;
  }

  private double[] state() {
    return Arrays.copyOf(baselineState.values(), baselineState.size());
  }

  private void learn(double[] labels, int count) {
    double[] state = Baseline.learned(task, state(), labels, count);
    baselineState.grow(state.length);
    System.arraycopy(state, 0, baselineState.values(), 0, state.length);
    baselineState.touchAll();
  }

  Scores total() {
    return model.scores(metrics);
  }

  Scores smoothed() {
    return smoothed.scores(metrics);
  }

  Scores totalNoChange() {
    return noChange.means(metrics);
  }

  Scores totalMajority() {
    return majority.means(metrics);
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
  private Scores checkpoint(Predictions rows) {
    Predictions within = rows.in(workspace);
    return Scores.of(compared, metric -> metric.of(within));
  }
}
