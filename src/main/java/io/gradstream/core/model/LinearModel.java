package io.gradstream.core.model;

import io.gradstream.core.data.FeatureVector;

/** A weighted sum of the features: {@code z = sum of w[row] x[row]}, the bias being row 0. */
public final class LinearModel {

  private final Parameters parameters;

  /** Creates a model on the given parameters. */
  public LinearModel(Parameters parameters) {
    this.parameters = parameters;
  }

  /** Returns the raw output {@code z} of the features; changes nothing. */
  public double output(FeatureVector x) {
    return parameters.dot(x);
  }

  /**
   * Adds the gradient of the loss by the weights, given its derivative {@code dz} by the output.
   */
  public void backward(FeatureVector x, double dz, Gradient into) {
    if (into.size() == 0) {
      into.set(x, dz);
    } else {
      into.add(x, dz);
    }
  }

  /** Returns the parameters. */
  public Parameters parameters() {
    return parameters;
  }
}
