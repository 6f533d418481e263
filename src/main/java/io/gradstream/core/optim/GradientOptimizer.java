package io.gradstream.core.optim;

/**
 * An optimizer of any model: it takes one step along a gradient, of an example or of a batch.
 *
 * <p>Only the rows in the gradient are read and written ("lazy" updates): the moments of a row that
 * is not active in a batch neither decay nor move its weight, which is where this differs from the
 * dense rule.
 */
public interface GradientOptimizer extends Optimizer {

  /**
   * Returns the share of each active weight, times the step size, that goes before the step; the
   * bias is left out. 0 for rules without a decay of their own.
   */
  default double weightDecay() {
    return 0;
  }

  /**
   * Takes step number {@code t}.
   *
   * @param active the active rows: array 0 holds their weights, array {@code 1 + k} their moment k;
   *     written in place
   * @param g their gradients, not changed
   * @param size how many rows there are
   * @param t 1 for the first step
   * @param eta the rate of this step: {@link #learningRate} times what a schedule makes of it
   */
  void step(double[][] active, double[] g, int size, long t, double eta);
}
