package io.gradstream.core.optim;

import io.gradstream.core.data.FeatureVector;

/**
 * Any optimizer of gradients as a rule that steps example by example.
 *
 * @param of the optimizer
 */
public record Gathered(GradientOptimizer of) implements OnlineRule {

  /** Returns the rule as it is if it can step where parameters lie, else gathered. */
  public static OnlineRule online(Optimizer optimizer) {
    return optimizer instanceof OnlineRule rule
        ? rule
        : new Gathered((GradientOptimizer) optimizer);
  }

  @Override
  public String name() {
    return of.name();
  }

  @Override
  public String description() {
    return of.description();
  }

  @Override
  public double learningRate() {
    return of.learningRate();
  }

  @Override
  public int moments() {
    return of.moments();
  }

  @Override
  public void step(Lane lane, FeatureVector x, Slope slope, long t, double factor) {
    int size = x.size();
    double[][] active = lane.gathered(1 + of.moments(), size);
    double[] g = lane.scratch(size);
    double d = slope.now();
    double eta = of.learningRate() * factor;
    double kept = 1 - eta * of.weightDecay();
    for (int i = 0; i < size; i++) {
      int at = lane.offsets[i] + lane.first;
      for (int slot = 0; slot < active.length; slot++) {
        active[slot][i] = lane.cells[at + slot];
      }
      active[0][i] *= x.row(i) == FeatureVector.BIAS ? 1 : kept;
      g[i] = d * x.value(i);
    }
    of.step(active, g, size, t, eta);
    for (int i = 0; i < size; i++) {
      int at = lane.offsets[i] + lane.first;
      for (int slot = 0; slot < active.length; slot++) {
        lane.cells[at + slot] = active[slot][i];
      }
    }
  }
}
