package io.gradstream.core.optim;

import io.gradstream.core.model.Gradient;
import io.gradstream.core.model.Parameters;

/**
 * A rule that takes one step along a gradient; immutable, its moments are slots of the parameters.
 *
 * <p>Only the rows in the gradient are read and written ("lazy" updates): the moments of a row that
 * is not active in a batch neither decay nor move its weight, which is where this differs from the
 * dense rule.
 */
public interface Optimizer {

  /** Returns the name by which the YAML knows the rule. */
  String name();

  /** Returns the step size, greater than 0. */
  double learningRate();

  /** Returns how many moments the rule keeps beside each weight. */
  int slots();

  /**
   * Takes step number {@code t}.
   *
   * @param parameters weights and moments, written in place
   * @param gradient rows and their gradients, not changed
   * @param t 1 for the first step
   */
  void step(Parameters parameters, Gradient gradient, long t);
}
