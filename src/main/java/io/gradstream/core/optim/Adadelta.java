package io.gradstream.core.optim;

/**
 * Adadelta: steps in the units of the weights, by the ratio of two running means of squares.
 *
 * <pre>
 *   s = rho s + (1 - rho) g^2
 *   d = sqrt(u + epsilon) / sqrt(s + epsilon) g
 *   u = rho u + (1 - rho) d^2
 *   w -= eta d
 * </pre>
 *
 * <p>Source: M. D. Zeiler, "Adadelta: an adaptive learning rate method", arXiv 1212.5701, 2012,
 * algorithm 1, where eta is 1. Lazy on rows that are not in the batch.
 *
 * @param learningRate eta, greater than 0
 * @param rho decay of both means, in [0, 1)
 * @param epsilon added inside the roots, greater than 0
 */
public record Adadelta(double learningRate, double rho, double epsilon)
    implements GradientOptimizer {

  /** Checks the ranges. */
  public Adadelta {
    Ranges.RATE.check("learning-rate", learningRate);
    Ranges.DECAY.check("rho", rho);
    Ranges.EPSILON.check("epsilon", epsilon);
  }

  @Override
  public String name() {
    return "adadelta";
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public void step(double[][] active, double[] g, int size, long t, double eta) {
    double[] w = active[0];
    double[] s = active[1];
    double[] u = active[2];
    for (int i = 0; i < size; i++) {
      s[i] = rho * s[i] + (1 - rho) * g[i] * g[i];
      double d = Math.sqrt(u[i] + epsilon) / Math.sqrt(s[i] + epsilon) * g[i];
      u[i] = rho * u[i] + (1 - rho) * d * d;
      w[i] -= eta * d;
    }
  }
}
