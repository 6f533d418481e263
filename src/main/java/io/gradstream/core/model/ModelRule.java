package io.gradstream.core.model;

import io.gradstream.core.state.State;

/** What a model is made of; immutable, what it learns lives in state arrays outside. */
public interface ModelRule {

  /** Returns the name by which the YAML knows the model, such as {@code logistic}. */
  String name();

  /** Returns every setting on which the meaning of stored state depends, in a line. */
  String description();

  /**
   * Returns a model that reads and writes arrays of {@code scope}.
   *
   * @param shape what the rest of the pipeline demands of it
   */
  GradientModel create(State.Scope scope, ModelShape shape);

  /** Returns about how many weights a record with so many inputs changes, for one output. */
  default long weights(int inputs) {
    return inputs;
  }
}
