package io.gradstream.core.math;

/**
 * An exponentially weighted average: {@code v = beta v + (1 - beta) x}, corrected for its start at
 * 0 by {@code v / (1 - beta^t)}.
 *
 * <p>The rule only: the caller owns {@code v} and t, so that both can be state. The correction
 * makes the average of equal values that value, from the first one on. Source: D. P. Kingma, J. Ba,
 * "Adam", ICLR 2015, section 3.
 *
 * @param beta share of the past, in [0, 1); about the last {@code 1 / (1 - beta)} values count
 */
public record ExponentialAverage(double beta) {

  /** Below this, beta^t is under half a unit in the last place of 1. */
  private static final double VANISHED = -38;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if {@code beta} is not in [0, 1)
   */
  public ExponentialAverage {
    if (!(beta >= 0 && beta < 1)) {
      throw new IllegalArgumentException("beta must be in [0, 1), was " + beta);
    }
  }

  /** Returns the sum that follows {@code v} when {@code x} is added to it. */
  public double add(double v, double x) {
    return beta * v + (1 - beta) * x;
  }

  /** Adds a value to each of the first {@code size} sums, in place. */
  public void add(double[] v, double[] x, int size) {
    for (int i = 0; i < size; i++) {
      v[i] = add(v[i], x[i]);
    }
  }

  /** Returns the average of {@code t} values, 1 or more, whose sum is {@code v}. */
  public double corrected(double v, long t) {
    return v / correction(beta, t);
  }

  /** Returns {@code 1 - beta^t}; exactly 1 once the power no longer shows in a double. */
  public static double correction(double beta, long t) {
    if (t * (beta - 1) < VANISHED) { // ln(beta) <= beta - 1, so the power is smaller still
      return 1;
    }
    return 1 - power(beta, t);
  }

  /** Multiplies squares: a few of them cost less than a logarithm and an exponential. */
  private static double power(double beta, long t) {
    double power = 1;
    double square = beta;
    for (long left = t; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        power *= square;
      }
      square *= square;
    }
    return power;
  }
}
