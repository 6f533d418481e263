package io.gradstream.core.learn;

import io.gradstream.core.model.Pretraining;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.Plateau;
import io.gradstream.core.optim.Schedule;
import java.util.Optional;

/** Makes a {@link Training} of another, for tests that are about one or two of its parts. */
public final class TrainingBuilder {

  private final Optimizer optimizer;
  private Schedule schedule;
  private Optional<Plateau> plateau;
  private Batching batching;
  private Clipping clipping;
  private Penalties penalties;
  private ClassWeights classWeights;
  private Augmentation augmentation;
  private Optional<Pretraining> pretraining;

  private TrainingBuilder(Training from) {
    optimizer = from.optimizer();
    schedule = from.schedule();
    plateau = from.plateau();
    batching = from.batching();
    clipping = from.clipping();
    penalties = from.penalties();
    classWeights = from.classWeights();
    augmentation = from.augmentation();
    pretraining = from.pretraining();
  }

  public static TrainingBuilder of(Optimizer optimizer, int batchSize) {
    return new TrainingBuilder(Training.of(optimizer, batchSize));
  }

  public static TrainingBuilder from(LearnerRule rule) {
    return new TrainingBuilder(rule.training());
  }

  public TrainingBuilder schedule(Schedule rates) {
    schedule = rates;
    return this;
  }

  public TrainingBuilder plateau(Plateau rule) {
    plateau = Optional.of(rule);
    return this;
  }

  public TrainingBuilder batching(Batching rule) {
    batching = rule;
    return this;
  }

  public TrainingBuilder clipping(double norm, double value) {
    clipping = new Clipping(norm, value);
    return this;
  }

  public TrainingBuilder clipNorm(double norm) {
    return clipping(norm, clipping.value());
  }

  public TrainingBuilder penalties(double l1, double l2) {
    penalties = new Penalties(l1, l2);
    return this;
  }

  public TrainingBuilder classWeights(ClassWeights weights) {
    classWeights = weights;
    return this;
  }

  public TrainingBuilder augmentation(Augmentation rule) {
    augmentation = rule;
    return this;
  }

  public TrainingBuilder pretraining(Pretraining rule) {
    pretraining = Optional.of(rule);
    return this;
  }

  public Training build() {
    return new Training(
        optimizer,
        schedule,
        plateau,
        batching,
        clipping,
        penalties,
        classWeights,
        augmentation,
        pretraining);
  }
}
