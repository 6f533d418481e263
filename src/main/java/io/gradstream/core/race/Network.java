package io.gradstream.core.race;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.model.GradientModel;
import io.gradstream.core.model.ParameterGroup;
import io.gradstream.core.optim.GradientOptimizer;
import java.util.List;

/** A member with a model of its own, stepped along its gradients. */
final class Network {

  private final GradientModel model;
  private final GradientOptimizer optimizer;

  Network(GradientModel model, GradientOptimizer optimizer) {
    this.model = model;
    this.optimizer = optimizer;
  }

  GradientModel model() {
    return model;
  }

  /**
   * Takes a step.
   *
   * @param z its outputs
   * @param scores what the loss makes of them
   * @return whether its gradients and what came of them were finite; it stays as it is otherwise
   */
  boolean step(
      FeatureVector x,
      double[] z,
      double[] scores,
      double label,
      double weight,
      Loss loss,
      long t,
      double factor) {
    boolean finite = model.gradients(x, z, scores, label, weight, loss, t);
    double eta = optimizer.learningRate() * factor;
    List<ParameterGroup> groups = model.groups();
    for (int i = 0; finite && i < groups.size(); i++) {
      finite = groups.get(i).step(optimizer, 0, 0, t, eta);
    }
    for (int i = 0; finite && i < groups.size(); i++) {
      groups.get(i).write();
    }
    if (finite) {
      model.stepped();
    }
    return finite;
  }

  /** Begins anew. */
  void restart() {
    for (ParameterGroup group : model.groups()) {
      group.parameters().restart();
    }
  }
}
