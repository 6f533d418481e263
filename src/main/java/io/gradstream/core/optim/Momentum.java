package io.gradstream.core.optim;

/**
 * Momentum: {@code v = mu v + g; w -= eta v}.
 *
 * <p>Source: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", USSR
 * Computational Mathematics 4(5), 1964; the variant of PyTorch, whose learning rate is outside the
 * velocity (equal to the notes' {@code v = mu v + eta g} at a constant rate).
 *
 * @param learningRate eta, greater than 0
 * @param momentum mu, in [0, 1)
 */
public record Momentum(double learningRate, double momentum) implements GradientOptimizer {

  /** Checks the ranges. */
  public Momentum {
    Ranges.RATE.check("learning-rate", learningRate);
    Ranges.DECAY.check("momentum", momentum);
  }

  @Override
  public String name() {
    return "momentum";
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
      w[i] -= eta * v[i];
    }
  }
}
