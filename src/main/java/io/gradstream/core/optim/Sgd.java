package io.gradstream.core.optim;

/**
 * Stochastic gradient descent: {@code w -= eta g}.
 *
 * <p>Source: H. Robbins, S. Monro, "A stochastic approximation method", Annals of Mathematical
 * Statistics 22(3), 1951.
 *
 * @param learningRate eta, greater than 0
 */
public record Sgd(double learningRate) implements SingleStep {

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
    double squares = 0;
    double finite = 0; // times 0 is 0, unless it is not finite
    for (int i = 0; i < size; i++) {
      double g = d * x[i];
      double w = cells[rows[i]] - eta * g;
      fresh[i] = w;
      squares += g * g;
      finite += 0 * w;
    }
    return squares + finite;
  }
}
