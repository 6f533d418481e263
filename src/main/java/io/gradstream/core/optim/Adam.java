package io.gradstream.core.optim;

import io.gradstream.core.math.ExponentialAverage;

/**
 * Adam: moments of the gradient and of its square, both bias-corrected.
 *
 * <pre>
 *   m = beta1 m + (1 - beta1) g        m_hat = m / (1 - beta1^t)
 *   v = beta2 v + (1 - beta2) g^2      v_hat = v / (1 - beta2^t)
 *   w -= eta m_hat / (sqrt(v_hat) + epsilon)
 * </pre>
 *
 * <p>Source: D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015,
 * algorithm 1. Lazy on rows that are not in the batch, with {@code t} counting all steps (as
 * TensorFlow's LazyAdam).
 *
 * @param learningRate eta, greater than 0
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added outside the root, greater than 0
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon)
    implements SingleStep {

  /** Checks the ranges. */
  public Adam {
    Ranges.checkAdam(learningRate, beta1, beta2, epsilon);
  }

  @Override
  public String name() {
    return "adam";
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public void step(double[][] active, double[] g, int size, long t, double eta) {
    double[] w = active[0];
    double[] m = active[1];
    double[] v = active[2];
    double rate = eta / ExponentialAverage.correction(beta1, t);
    double root = 1 / Math.sqrt(ExponentialAverage.correction(beta2, t));
    for (int i = 0; i < size; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      w[i] -= rate * m[i] / (Math.sqrt(v[i]) * root + epsilon);
    }
  }

  @Override
  public double step(
      double[] cells,
      int[] rows,
      double[] x,
      double d,
      int size,
      double[] fresh,
      long t,
      double eta) {
    double rate = eta / ExponentialAverage.correction(beta1, t);
    double root = 1 / Math.sqrt(ExponentialAverage.correction(beta2, t));
    double squares = 0;
    double finite = 0; // times 0 is 0, unless it is not finite
    for (int i = 0; i < size; i++) {
      int at = 3 * rows[i];
      double g = d * x[i];
      double m = beta1 * cells[at + 1] + (1 - beta1) * g;
      double v = beta2 * cells[at + 2] + (1 - beta2) * g * g;
      double w = cells[at] - rate * m / (Math.sqrt(v) * root + epsilon);
      fresh[3 * i] = w;
      fresh[3 * i + 1] = m;
      fresh[3 * i + 2] = v;
      squares += g * g;
      finite += 0 * w + 0 * m + 0 * v;
    }
    return squares + finite;
  }
}
