package io.gradstream.core.optim;

/**
 * Stochastic gradient descent: {@code w -= eta g}.
 *
 * <p>Source: H. Robbins, S. Monro, "A stochastic approximation method", Annals of Mathematical
 * Statistics 22(3), 1951.
 *
 * @param learningRate eta, greater than 0
 */
public record Sgd(double learningRate) implements Optimizer {

  /** Checks the range. */
  public Sgd {
    Ranges.RATE.check("learning-rate", learningRate);
  }

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public int moments() {
    return 0;
  }

  @Override
  public void step(double[][] active, double[] g, int size, long t, double eta) {
    double[] w = active[0];
    for (int i = 0; i < size; i++) {
      w[i] -= eta * g[i];
    }
  }
}
