package io.gradstream.core.learn;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Dictionary;
import io.gradstream.core.feature.FeaturePlan;
import io.gradstream.core.model.LinearModel;
import io.gradstream.core.model.Parameters;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;

/**
 * A model with the statistics of its encoders: all that a prediction needs, and what a checkpoint
 * is a copy of. Scoring changes nothing.
 */
final class Scorer {

  private final State.Scope scope;
  private final FeaturePlan plan;
  private final LinearModel model;
  private final LongArray step;
  private final FeatureVector x = new FeatureVector();

  Scorer(State.Scope scope, LearnerRule rule, Dictionary dictionary, int rows) {
    this.scope = scope;
    plan = new FeaturePlan(rule.features(), rule.layout(), scope, dictionary);
    model = new LinearModel(new Parameters(scope, rule.optimizer().moments(), rows));
    step = scope.longs("step", 1);
  }

  /** Counts the row into the encoders' statistics. */
  void observe(Row row) {
    plan.observe(row);
  }

  /** Recomputes what is derived from the state, after it was loaded. */
  void refresh() {
    plan.refresh();
  }

  /** Returns the raw output for a row, whose encoding then stands in {@link #features}. */
  double output(Row row) {
    plan.transform(row, x);
    return model.output(x);
  }

  FeatureVector features() {
    return x;
  }

  LinearModel model() {
    return model;
  }

  long step() {
    return step.get(0);
  }

  void setStep(long value) {
    step.set(0, value);
  }

  void copyFrom(Scorer source) {
    scope.copyFrom(source.scope);
    plan.refresh();
  }
}
