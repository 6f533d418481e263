package io.gradstream.core.optim;

import io.gradstream.core.math.Finite;

/**
 * Stochastic gradient descent: {@code w -= eta g}.
 *
 * <p>Source: H. Robbins, S. Monro, "A stochastic approximation method", Annals of Mathematical
 * Statistics 22(3), 1951.
 *
 * @param learningRate eta, greater than 0
 */
public record Sgd(double learningRate) implements SingleStep {

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
  public boolean step(
      double[] cells,
      int[] rows,
      double[] x,
      double d,
      int size,
      double[] fresh,
      long t,
      double eta) {
    long signs = 0;
    for (int i = 0; i < size; i++) {
      double w = cells[rows[i]] - eta * (d * x[i]);
      fresh[i] = w;
      signs |= Finite.sign(w);
    }
    return Finite.all(signs);
  }
}
