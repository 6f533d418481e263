package io.gradstream.core.optim;

/** The derivative of an example's loss by an output of a linear model, as a step needs it. */
public interface Slope {

  /** Returns the derivative where the output is now. */
  double now();

  /**
   * Returns the derivative where a step ends that moves the output by {@code -q} times the
   * derivative there: the implicit equation of a proximal step, solved.
   *
   * @param q the sum over the columns of rate times squared value, 0 or more
   */
  double afterStep(double q);
}
