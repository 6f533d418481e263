package io.gradstream.core.learn;

import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.Schedule;

/**
 * How a model is stepped; none of it but the optimizer's kind binds stored state.
 *
 * @param optimizer the rule of a step
 * @param schedule what its rate is multiplied by, step by step
 * @param batchSize labelled records per step, 1 or more
 * @param maxDelay milliseconds of record time after its first record at which a batch is stepped
 *     though it is not full, 1 or more; {@link #NO_LIMIT} to wait until it is
 * @param clipNorm largest gradient norm of a step, over all parameters; infinite for no clipping
 * @param clipValue largest absolute value of a gradient; infinite for no clipping
 * @param l1 weight of {@code lambda ||w||_1}, biases excluded, 0 or more
 * @param l2 weight of {@code lambda/2 ||w||^2}, biases excluded, 0 or more
 * @param classWeights by how much classes count
 */
public record Training(
    Optimizer optimizer,
    Schedule schedule,
    int batchSize,
    long maxDelay,
    double clipNorm,
    double clipValue,
    double l1,
    double l2,
    ClassWeights classWeights) {

  /** A {@link #maxDelay} that never passes. */
  public static final long NO_LIMIT = Long.MAX_VALUE;

  private static final double NO_CLIPPING = Double.POSITIVE_INFINITY;

  /** Returns steps of an optimizer at its own rate, with no clipping and no penalty. */
  public static Training of(Optimizer optimizer, int batchSize) {
    return new Training(
        optimizer,
        Schedule.CONSTANT,
        batchSize,
        NO_LIMIT,
        NO_CLIPPING,
        NO_CLIPPING,
        0,
        0,
        ClassWeights.NONE);
  }

  /** Returns the same with penalties; both together are the elastic net. */
  public Training withPenalties(double newL1, double newL2) {
    return new Training(
        optimizer, schedule, batchSize, maxDelay, clipNorm, clipValue, newL1, newL2, classWeights);
  }

  /** Returns the same with gradients clipped by norm. */
  public Training withClipNorm(double most) {
    return new Training(
        optimizer, schedule, batchSize, maxDelay, most, clipValue, l1, l2, classWeights);
  }

  /** Returns the same with gradients clipped by value, after the norm. */
  public Training withClipValue(double most) {
    return new Training(
        optimizer, schedule, batchSize, maxDelay, clipNorm, most, l1, l2, classWeights);
  }

  /** Returns the same with a rate that changes. */
  public Training withSchedule(Schedule rates) {
    return new Training(
        optimizer, rates, batchSize, maxDelay, clipNorm, clipValue, l1, l2, classWeights);
  }

  /** Returns the same with batches that wait no longer than so many milliseconds. */
  public Training withMaxDelay(long millis) {
    return new Training(
        optimizer, schedule, batchSize, millis, clipNorm, clipValue, l1, l2, classWeights);
  }

  /** Returns the same with classes that count differently. */
  public Training withClassWeights(ClassWeights weights) {
    return new Training(
        optimizer, schedule, batchSize, maxDelay, clipNorm, clipValue, l1, l2, weights);
  }

  /**
   * Returns the rate of a step.
   *
   * @param t 1 for the first step
   */
  public double rate(long t) {
    return optimizer.learningRate() * schedule.factor(t);
  }
}
