package io.gradstream.core.race;

import io.gradstream.core.loss.Loss;
import io.gradstream.core.optim.Slope;

/** The derivative of an example's weighted loss by one output of a member. */
final class ExampleSlope implements Slope {

  private Loss loss;
  private double[] z = {};
  private double[] scores = {};
  private double[] derivatives = {};
  private double label;
  private double weight;
  private int output;

  ExampleSlope(Loss loss) {
    this.loss = loss;
  }

  /** Takes over an example: a member's outputs for it and what the loss makes of them. */
  void set(Loss by, double[] outputs, double[] predicted, double itsLabel, double itsWeight) {
    loss = by;
    z = outputs;
    scores = predicted;
    label = itsLabel;
    weight = itsWeight;
    if (derivatives.length != z.length) {
      derivatives = new double[z.length];
    }
    loss.gradient(z, scores, label, derivatives);
  }

  /**
   * Tells whether the squares of the gradients are finite, which moments are made of.
   *
   * @param squares the sum of the squared inputs
   */
  boolean isFinite(double squares) {
    double sum = 0;
    for (double derivative : derivatives) {
      sum += weight * derivative * (weight * derivative);
    }
    return Double.isFinite(sum * squares);
  }

  void setOutput(int number) {
    output = number;
  }

  @Override
  public double now() {
    return weight * derivatives[output];
  }

  @Override
  public double afterStep(double q) {
    return weight * loss.implicitGradient(output, z, scores, label, weight * q);
  }
}
