package io.gradstream.core.model;

import io.gradstream.core.optim.GradientOptimizer;

/**
 * Parameters that are stepped, reported and checked together, such as a layer, and the gradient
 * that the last batch left for them.
 *
 * @param name of the group, for people: {@code weights}, {@code layer 1}, ...
 * @param parameters the weights and their moments; row 0 holds biases
 * @param gradient as wide as the parameters
 * @param regularized whether penalties apply to its rows other than row 0
 */
public record ParameterGroup(
    String name, Parameters parameters, Gradient gradient, boolean regularized) {

  /** Returns a regularised group with an empty gradient. */
  public static ParameterGroup of(String name, Parameters parameters) {
    return new ParameterGroup(name, parameters, new Gradient(parameters.width()), true);
  }

  /**
   * Computes the weights and moments that a step along the gradient leads to, beside the present
   * ones; {@link #write} takes them over.
   *
   * @param l1 weight of the sum of absolute weights, added to the gradient if regularised
   * @param l2 weight of half the squared norm, likewise
   * @param t number of the step, from 1
   * @return whether all of them are finite
   */
  public boolean step(GradientOptimizer optimizer, double l1, double l2, long t, double eta) {
    double[][] active = parameters.active().gather(gradient);
    if (regularized && l1 > 0) {
      gradient.addL1(active[0], l1);
    }
    if (regularized && l2 > 0) {
      gradient.addL2(active[0], l2);
    }
    if (regularized && optimizer.weightDecay() > 0) {
      gradient.decay(active[0], 1 - eta * optimizer.weightDecay());
    }
    optimizer.step(active, gradient.values(), gradient.length(), t, eta);
    return parameters.active().areFinite(gradient.size());
  }

  /**
   * Returns the norm of the change that {@link #step} has computed over the norm of the weights it
   * changes; infinite or NaN where those are all 0.
   */
  public double updateRatio() {
    return parameters.active().updateRatio(gradient);
  }

  /** Takes over what {@link #step} has computed. */
  public void write() {
    parameters.active().scatter(gradient.size());
  }
}
