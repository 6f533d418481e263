package io.gradstream.core.optim;

/**
 * FTRL-Proximal: follow the regularised leader, by coordinate, with exact zeros from L1.
 *
 * <pre>
 *   sigma = (sqrt(n + g^2) - sqrt(n)) / alpha
 *   z += g - sigma w
 *   n += g^2
 *   w = 0                                                          if |z| &lt;= l1
 *   w = -(z - sign(z) l1) / ((beta + sqrt(n)) / alpha + l2)        otherwise
 * </pre>
 *
 * <p>Source: H. B. McMahan et al., "Ad click prediction: a view from the trenches", KDD 2013,
 * algorithm 1, the bias a coordinate like any other. A row that is not in a batch has gradient 0
 * and would not change under the dense rule either, so lazy and dense are the same.
 *
 * @param learningRate alpha, greater than 0
 * @param beta keeps the first steps small, 0 or more
 * @param l1 weight of the sum of absolute weights, 0 or more
 * @param l2 weight of half the sum of squared weights, 0 or more
 */
public record Ftrl(double learningRate, double beta, double l1, double l2)
    implements GradientOptimizer {

  /** Checks the ranges. */
  public Ftrl {
    Ranges.RATE.check("learning-rate", learningRate);
    Ranges.PENALTY.check("beta", beta);
    Ranges.PENALTY.check("l1", l1);
    Ranges.PENALTY.check("l2", l2);
  }

  @Override
  public String name() {
    return "ftrl";
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public void step(double[][] active, double[] g, int size, long t, double eta) {
    double[] w = active[0];
    double[] z = active[1];
    double[] n = active[2];
    for (int i = 0; i < size; i++) {
      double root = Math.sqrt(n[i]);
      n[i] += g[i] * g[i];
      double newRoot = Math.sqrt(n[i]);
      z[i] += g[i] - (newRoot - root) / learningRate * w[i];
      w[i] = weight(z[i], newRoot);
    }
  }

  private double weight(double z, double root) {
    if (Math.abs(z) <= l1) {
      return 0;
    }
    return (Math.copySign(l1, z) - z) / ((beta + root) / learningRate + l2);
  }
}
