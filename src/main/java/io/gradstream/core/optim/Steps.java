package io.gradstream.core.optim;

import io.gradstream.core.data.FeatureVector;

/** Loops that rules share. */
final class Steps {

  private Steps() {}

  /** Moves every weight by its rate times its gradient, {@code d} being the loss's derivative. */
  static void proximal(Lane lane, FeatureVector x, double[] rates, double d) {
    double[] w = lane.cells;
    int[] rows = x.rows();
    double[] values = x.values();
    for (int i = 0; i < x.size(); i++) {
      w[rows[i] * lane.stride + lane.first] -= rates[i] * d * values[i];
    }
  }
}
