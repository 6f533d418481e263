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
   * Takes a step, none if its gradients or what came of it were not finite.
   *
   * @param z its outputs
   * @param scores what the loss makes of them
   */
  void step(
      FeatureVector x,
      double[] z,
      double[] scores,
      double label,
      double weight,
      Loss loss,
      long t,
      double factor) {
    if (!model.gradients(x, z, scores, label, weight, loss, t)) {
      return;
    }
    List<ParameterGroup> groups = model.groups();
    boolean finite = true;
    for (int i = 0; i < groups.size(); i++) {
      finite &= update(groups.get(i), t, factor);
    }
    for (int i = 0; finite && i < groups.size(); i++) {
      groups.get(i).parameters().scatter(groups.get(i).gradient().size());
    }
    if (finite) {
      model.stepped();
    }
  }

  /** Begins anew. */
  void restart() {
    for (ParameterGroup group : model.groups()) {
      group.parameters().restart();
    }
  }

  private boolean update(ParameterGroup group, long t, double factor) {
    double[][] active = group.parameters().gather(group.gradient());
    if (optimizer.weightDecay() > 0) {
      double kept = 1 - optimizer.learningRate() * factor * optimizer.weightDecay();
      group.gradient().decay(active[0], kept);
    }
    double eta = optimizer.learningRate() * factor;
    optimizer.step(active, group.gradient().values(), group.gradient().length(), t, eta);
    return group.parameters().gatheredAreFinite(group.gradient().size());
  }
}
