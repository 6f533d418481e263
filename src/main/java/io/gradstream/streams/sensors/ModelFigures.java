package io.gradstream.streams.sensors;

import io.gradstream.core.learn.Learner;

/** The model as it stands at a commit. */
final class ModelFigures {

  private final TaskSensors sensors;
  private final Learner learner;
  private final Figure version;
  private final Figure step;
  private final Figure parameters;
  private final Figure categories;
  private final Figure stateBytes;
  private final Figure learning;

  ModelFigures(TaskSensors sensors, Learner learner) {
    this.sensors = sensors;
    this.learner = learner;
    version = add("version", "The model's version: one more after every step and rollback.");
    step = add("step", "The optimizer's steps that led to the model; fewer after a rollback.");
    parameters = add("parameters", "The parameters in use.");
    categories = add("categories", "The categories that have parameters.");
    stateBytes = add("state-bytes", "How large the model and all beside it are, about.");
    learning = add("learning", "1 while the model learns, 0 when it has stopped.");
  }

  private Figure add(String name, String description) {
    return sensors.add(sensors.name(TrainerSensors.GROUP, name, description), Figure.unknown());
  }

  void show() {
    version.set(learner.version());
    step.set(learner.predictor().step());
    parameters.set(learner.predictor().parameterCount());
    categories.set(learner.predictor().categoryCount());
    stateBytes.set(learner.state().bytes());
    learning.set(learner.predictor().isStopped() ? 0 : 1);
  }
}
