package io.gradstream.core.learn;

import io.gradstream.core.data.Examples;
import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;

/** Encoded, labelled examples that wait for a step; part of the state like everything else. */
final class MiniBatch implements Examples {

  private final DoubleArray labels;
  private final DoubleArray weights;
  private final LongArray ends;
  private final LongArray rows;
  private final DoubleArray values;
  private final LongArray firstTime;

  MiniBatch(State state) {
    labels = state.doubles("batch.labels", 0);
    weights = state.doubles("batch.weights", 0);
    ends = state.longs("batch.ends", 0);
    rows = state.longs("batch.rows", 0);
    values = state.doubles("batch.values", 0);
    firstTime = state.longs("batch.first-time", 1);
  }

  @Override
  public int size() {
    return labels.size();
  }

  void add(FeatureVector x, double label, double weight, long time) {
    if (size() == 0) {
      firstTime.set(0, time);
    }
    for (int i = 0; i < x.size(); i++) {
      rows.add(x.row(i));
      values.add(x.value(i));
    }
    labels.add(label);
    weights.add(weight);
    ends.add(rows.size());
  }

  /** Tells whether examples wait whose first is more than {@code maxDelay} older than a record. */
  boolean isOverdue(long time, long maxDelay) {
    return size() > 0 && time > firstTime.get(0) && time - firstTime.get(0) > maxDelay;
  }

  @Override
  public double label(int example) {
    return labels.get(example);
  }

  @Override
  public double weight(int example) {
    return weights.get(example);
  }

  @Override
  public void features(int example, FeatureVector out) {
    int from = example == 0 ? 0 : (int) ends.get(example - 1);
    out.set(rows.values(), values.values(), from, (int) ends.get(example) - from);
  }

  void clear() {
    labels.resize(0);
    weights.resize(0);
    ends.resize(0);
    rows.resize(0);
    values.resize(0);
  }
}
