package io.gradstream.core.optim;

import io.gradstream.core.math.ExponentialAverage;

/**
 * AMSGrad: Adam whose second moment never falls, so that its rates never rise.
 *
 * <pre>
 *   m = beta1 m + (1 - beta1) g
 *   v = beta2 v + (1 - beta2) g^2
 *   u = max(u, v)
 *   w -= eta (m / (1 - beta1^t)) / (sqrt(u / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>Source: S. J. Reddi, S. Kale, S. Kumar, "On the convergence of Adam and beyond", ICLR 2018,
 * algorithm 2, with the bias corrections of Adam, as in PyTorch: the maximum is taken before the
 * correction. Lazy on rows that are not in the batch, with {@code t} counting all steps.
 *
 * @param learningRate eta, greater than 0
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added outside the root, greater than 0
 */
public record AmsGrad(double learningRate, double beta1, double beta2, double epsilon)
    implements GradientOptimizer {

  /** Checks the ranges. */
  public AmsGrad {
    Ranges.checkAdam(learningRate, beta1, beta2, epsilon);
  }

  @Override
  public String name() {
    return "amsgrad";
  }

  @Override
  public int moments() {
    return 3;
  }

  @Override
  public void step(double[][] active, double[] g, int size, long t, double eta) {
    double[] w = active[0];
    double[] m = active[1];
    double[] v = active[2];
    double[] u = active[3];
    double rate = eta / ExponentialAverage.correction(beta1, t);
    double root = 1 / Math.sqrt(ExponentialAverage.correction(beta2, t));
    for (int i = 0; i < size; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      u[i] = Math.max(u[i], v[i]);
      w[i] -= rate * m[i] / (Math.sqrt(u[i]) * root + epsilon);
    }
  }
}
