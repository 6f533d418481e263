package io.gradstream.core.model;

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
}
