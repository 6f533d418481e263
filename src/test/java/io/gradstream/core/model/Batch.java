package io.gradstream.core.model;

import io.gradstream.core.data.Examples;
import io.gradstream.core.data.FeatureVector;
import java.util.ArrayList;
import java.util.List;

/** Examples for tests. */
public final class Batch implements Examples {

  private final List<FeatureVector> features = new ArrayList<>();
  private final List<Double> labels = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();

  /** Adds an example whose columns, from row 1 on, have these values. */
  public Batch add(double[] columns, double label, double weight) {
    FeatureVector x = new FeatureVector();
    for (int i = 0; i < columns.length; i++) {
      x.add(i + 1, columns[i]);
    }
    return add(x, label, weight);
  }

  /** Adds an example. */
  public Batch add(FeatureVector x, double label, double weight) {
    features.add(x);
    labels.add(label);
    weights.add(weight);
    return this;
  }

  @Override
  public int size() {
    return features.size();
  }

  @Override
  public void features(int example, FeatureVector out) {
    out.copyFrom(features.get(example));
  }

  @Override
  public double label(int example) {
    return labels.get(example);
  }

  @Override
  public double weight(int example) {
    return weights.get(example);
  }
}
