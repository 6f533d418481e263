package io.gradstream.core.learn;

import io.gradstream.core.optim.Optimizer;

/**
 * How a model is stepped; none of it but the optimizer's kind binds stored state.
 *
 * @param optimizer the rule of a step
 * @param batchSize labelled records per step, 1 or more
 * @param clipNorm largest gradient norm of a step, over all parameters; infinite for no clipping
 * @param clipValue largest absolute value of a gradient; infinite for no clipping
 * @param l1 weight of {@code lambda ||w||_1}, biases excluded, 0 or more
 * @param l2 weight of {@code lambda/2 ||w||^2}, biases excluded, 0 or more
 */
public record Training(
    Optimizer optimizer, int batchSize, double clipNorm, double clipValue, double l1, double l2) {

  /** Returns steps of an optimizer with no clipping and no penalty. */
  public static Training of(Optimizer optimizer, int batchSize) {
    return new Training(
        optimizer, batchSize, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, 0);
  }

  /** Returns the same with penalties. */
  public Training withPenalties(double newL1, double newL2) {
    return new Training(optimizer, batchSize, clipNorm, clipValue, newL1, newL2);
  }

  /** Returns the same with gradients clipped by norm. */
  public Training withClipNorm(double most) {
    return new Training(optimizer, batchSize, most, clipValue, l1, l2);
  }
}
