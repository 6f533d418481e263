package io.gradstream.core.learn;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;

/** Encoded, labelled examples that wait for a step; part of the state like everything else. */
final class MiniBatch {

  private final DoubleArray labels;
  private final LongArray ends;
  private final LongArray rows;
  private final DoubleArray values;

  MiniBatch(State state) {
    labels = state.doubles("batch.labels", 0);
    ends = state.longs("batch.ends", 0);
    rows = state.longs("batch.rows", 0);
    values = state.doubles("batch.values", 0);
  }

  int size() {
    return labels.size();
  }

  void add(FeatureVector x, double label) {
    for (int i = 0; i < x.size(); i++) {
      rows.add(x.row(i));
      values.add(x.value(i));
    }
    labels.add(label);
    ends.add(rows.size());
  }

  double label(int example) {
    return labels.get(example);
  }

  void features(int example, FeatureVector out) {
    int from = example == 0 ? 0 : (int) ends.get(example - 1);
    out.set(rows.values(), values.values(), from, (int) ends.get(example) - from);
  }

  void clear() {
    labels.resize(0);
    ends.resize(0);
    rows.resize(0);
    values.resize(0);
  }
}
