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

  /** Returns the same with penalties. */
  public Training withPenalties(double l1, double l2) {
    return new Training(
        optimizer,
        schedule,
        plateau,
        batching,
        clipping,
        new Penalties(l1, l2),
        classWeights,
        augmentation,
        pretraining);
  }

  /** Returns the same with bounds of the gradient. */
  public Training withClipping(Clipping bounds) {
    return new Training(
        optimizer,
        schedule,
        plateau,
        batching,
        bounds,
        penalties,
        classWeights,
        augmentation,
        pretraining);
  }

  /** Returns the same with gradients clipped by norm. */
  public Training withClipNorm(double most) {
    return withClipping(new Clipping(most, clipping.value()));
  }

  /** Returns the same with gradients clipped by value, after the norm. */
  public Training withClipValue(double most) {
    return withClipping(new Clipping(clipping.norm(), most));
  }

  /** Returns the same with a rate that changes. */
  public Training withSchedule(Schedule rates) {
    return new Training(
        optimizer,
        rates,
        plateau,
        batching,
        clipping,
        penalties,
        classWeights,
        augmentation,
        pretraining);
  }

  /** Returns the same with a rate that is reduced when validation does not improve. */
  public Training withPlateau(Plateau rule) {
    return new Training(
        optimizer,
        schedule,
        Optional.of(rule),
        batching,
        clipping,
        penalties,
        classWeights,
        augmentation,
        pretraining);
  }

  /** Returns the same with records gathered otherwise. */
  public Training withBatching(Batching newBatching) {
    return new Training(
        optimizer,
        schedule,
        plateau,
        newBatching,
        clipping,
        penalties,
        classWeights,
        augmentation,
        pretraining);
  }

  /** Returns the same with batches that wait no longer than so many milliseconds. */
  public Training withMaxDelay(long millis) {
    return withBatching(new Batching(batching.size(), millis, batching.shuffleBuffer()));
  }

  /** Returns the same with classes that count differently. */
  public Training withClassWeights(ClassWeights weights) {
    return new Training(
        optimizer,
        schedule,
        plateau,
        batching,
        clipping,
        penalties,
        weights,
        augmentation,
        pretraining);
  }

  /** Returns the same with records that are changed before they are learned. */
  public Training withAugmentation(Augmentation newAugmentation) {
    return new Training(
        optimizer,
        schedule,
        plateau,
        batching,
        clipping,
        penalties,
        classWeights,
        newAugmentation,
        pretraining);
  }

  /** Returns the same with hidden layers that are pre-trained. */
  public Training withPretraining(Pretraining rule) {
    return new Training(
        optimizer,
        schedule,
        plateau,
        batching,
        clipping,
        penalties,
        classWeights,
        augmentation,
        Optional.of(rule));
  }

  /**
   * Returns the rate of a step.
   *
   * @param t 1 for the first step
   * @param reductions how often validation has reduced the rate
   */
  public double rate(long t, long reductions) {
    double full = optimizer.learningRate() * schedule.factor(t);
    return plateau.isPresent() ? full * plateau.get().factor(reductions) : full;
  }
}
