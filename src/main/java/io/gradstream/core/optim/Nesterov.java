package io.gradstream.core.optim;

/**
 * Nesterov's momentum: {@code v = mu v + g; w -= eta (g + mu v)}, with the new v.
 *
 * <p>Source: Y. Nesterov, "A method for solving the convex programming problem with convergence
 * rate O(1/k^2)", Soviet Mathematics Doklady 27, 1983; in the form of I. Sutskever, J. Martens, G.
 * Dahl, G. Hinton, "On the importance of initialization and momentum in deep learning", ICML 2013,
 * whose gradient is taken at the present weights; the variant of PyTorch.
 *
 * @param learningRate eta, greater than 0
 * @param momentum mu, in [0, 1)
 */
public record Nesterov(double learningRate, double momentum) implements GradientOptimizer {

  /** Checks the ranges. */
  public Nesterov {
    Ranges.RATE.check("learning-rate", learningRate);
    Ranges.DECAY.check("momentum", momentum);
  }

  @Override
  public String name() {
    return "nesterov";
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public void step(double[][] active, double[] g, int size, long t, double eta) {
    double[] w = active[0];
    double[] v = active[1];
    for (int i = 0; i < size; i++) {
      v[i] = momentum * v[i] + g[i];
      w[i] -= eta * (g[i] + momentum * v[i]);
    }
  }
}
