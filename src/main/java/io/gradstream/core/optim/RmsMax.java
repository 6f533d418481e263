package io.gradstream.core.optim;

import io.gradstream.core.data.FeatureVector;

/**
 * RMSProp whose mean of squares never falls, so that its rates never rise: {@code v = rho v + (1 -
 * rho) g^2; u = max(u, v); w -= eta g / (sqrt(u) + epsilon)}.
 *
 * <p>Source: S. J. Reddi, S. Kale, S. Kumar, "On the convergence of Adam and beyond", ICLR 2018,
 * algorithm 2 with {@code beta1 = 0}: AMSGrad without momentum, and without bias correction. Its
 * moments are v, u and the inverse of the divisor. Lazy on rows that are not in the batch.
 *
 * @param learningRate eta, greater than 0
 * @param rho decay of the mean of squares, in [0, 1)
 * @param epsilon added outside the root, greater than 0
 */
public record RmsMax(double learningRate, double rho, double epsilon)
    implements GradientOptimizer, OnlineRule {

  // Moments, behind the weight.
  static final int MEAN = 1; // v
  static final int MOST = 2; // u
  static final int INVERSE = 3; // of the divisor

  /** Checks the ranges. */
  public RmsMax {
    Ranges.RATE.check("learning-rate", learningRate);
    Ranges.DECAY.check("rho", rho);
    Ranges.EPSILON.check("epsilon", epsilon);
  }

  @Override
  public String name() {
    return "rms-max";
  }

  @Override
  public int moments() {
    return 3;
  }

  @Override
  public void step(double[][] active, double[] g, int size, long t, double eta) {
    double[] w = active[0];
    double[] v = active[1];
    double[] u = active[2];
    double[] inverse = active[3];
    for (int i = 0; i < size; i++) {
      v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];
      if (!(v[i] <= u[i])) {
        u[i] = v[i];
        inverse[i] = inverse(v[i]);
      }
      w[i] -= eta * g[i] * inverse[i];
    }
  }

  @Override
  public void step(Lane lane, FeatureVector x, Slope slope, long t, double factor) {
    double[] cells = lane.cells;
    int[] offsets = lane.offsets;
    double[] values = x.values();
    int size = x.size();
    int first = lane.first;
    double d = slope.now();
    double eta = learningRate * factor;
    for (int i = 0; i < size; i++) {
      step(cells, offsets[i] + first, d * values[i], eta);
    }
  }

  /** Steps the weight at a cell. */
  private void step(double[] cells, int at, double g, double eta) {
    double v = rho * cells[at + MEAN] + (1 - rho) * g * g;
    cells[at + MEAN] = v;
    if (!(v <= cells[at + MOST])) {
      cells[at + MOST] = v;
      cells[at + INVERSE] = inverse(v);
    }
    cells[at] -= eta * g * cells[at + INVERSE];
  }

  /** Kept beside the maximum, which seldom changes, for it takes a root and a division. */
  double inverse(double v) {
    return 1 / (Math.sqrt(v) + epsilon);
  }
}
