package io.gradstream.core.optim;

/**
 * An optimizer that can also step one example of a model with one output where its parameters lie:
 * in one loop, without a gradient that is gathered first, and with the same bits as {@link
 * GradientOptimizer#step(double[][], double[], int, long, double)}.
 */
public interface SingleStep extends GradientOptimizer {

  /**
   * Computes step number {@code t} for the gradients {@code d x[i]}; {@code cells} stay as they
   * are, so that a step that is not finite is dropped by writing nothing back.
   *
   * @param cells the parameters: a row's weight at {@code rows[i] * (1 + moments)}, its moments
   *     behind it
   * @param d derivative of the loss by the output
   * @param size how many rows are active
   * @param fresh written: what becomes of each active row, weight and moments side by side
   * @param eta the rate of this step
   * @return the sum of the squares of the gradients, one after the other; NaN or infinite if that
   *     or anything in {@code fresh} is not finite
   */
  double step(
      double[] cells,
      int[] rows,
      double[] x,
      double d,
      int size,
      double[] fresh,
      long t,
      double eta);
}
