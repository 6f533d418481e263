package io.gradstream.core.learn;

import io.gradstream.core.model.Pretraining;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.Plateau;
import io.gradstream.core.optim.Schedule;
import java.util.Optional;

/**
 * How a model is stepped; none of it but the optimizer's kind binds stored state.
 *
 * @param optimizer the rule of a step
 * @param schedule what its rate is multiplied by, step by step
 * @param plateau when the rate is reduced because validation does not improve, if ever
 * @param batching how records are gathered for a step
 * @param clipping bounds of the gradient
 * @param penalties what weights cost
 * @param classWeights by how much classes count
 * @param augmentation what is made of a record before it is learned
 * @param pretraining what hidden layers learn before labels are, if anything
 */
public record Training(
    Optimizer optimizer,
    Schedule schedule,
    Optional<Plateau> plateau,
    Batching batching,
    Clipping clipping,
    Penalties penalties,
    ClassWeights classWeights,
    Augmentation augmentation,
    Optional<Pretraining> pretraining) {

  /** Returns steps of an optimizer at its own rate, with no clipping and no penalty. */
  public static Training of(Optimizer optimizer, int batchSize) {
    return new Training(
        optimizer,
        Schedule.CONSTANT,
        Optional.empty(),
        Batching.of(batchSize),
        Clipping.NONE,
        Penalties.NONE,
        ClassWeights.NONE,
        Augmentation.NONE,
        Optional.empty());
  }

  /**
   * Returns the rate of a step.
   *
   * @param t 1 for the first step
   * @param reductions how often validation has reduced the rate
   */
  public double rate(long t, long reductions) {
    return rateOf(optimizer.learningRate(), t, reductions);
  }

  /** Returns what the rates of a step are multiplied by. */
  double factor(long t, long reductions) {
    return rateOf(1, t, reductions);
  }

  private double rateOf(double rate, long t, long reductions) {
    double full = rate * schedule.factor(t);
    return plateau.isPresent() ? full * plateau.get().factor(reductions) : full;
  }
}
