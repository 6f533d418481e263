package io.gradstream.core.model;

import io.gradstream.core.state.State;

/**
 * A linear model from zero weights: linear, logistic or softmax regression, by the loss.
 *
 * @param name the name by which the YAML knows it
 */
public record LinearRule(String name) implements ModelRule {

  @Override
  public String description() {
    return name;
  }

  @Override
  public GradientModel create(State.Scope scope, ModelShape shape) {
    return new LinearModel(
        new Parameters(
            scope,
            "parameters",
            shape.moments(),
            shape.rows(),
            shape.outputs(),
            Parameters.Start.ZEROS));
  }
}
