package io.gradstream.core.optim;

/**
 * Adagrad: {@code s = (1 - delta) s + g^2; w -= eta g / (sqrt(s) + epsilon)}.
 *
 * <p>Source: J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods for online learning and
 * stochastic optimization", JMLR 12, 2011, with a diagonal matrix; that is {@code delta = 0}, the
 * variant of PyTorch. A small delta keeps the rate of a stream that never ends from falling to
 * nothing.
 *
 * <p>Without forgetting, a row that is not in the batch would not change under the dense rule
 * either; with it, a row's sum is forgotten only in the steps in which it is active.
 *
 * @param learningRate eta, greater than 0
 * @param sumDecay delta, the share of the sum forgotten in each step, in [0, 1)
 * @param epsilon added outside the root, greater than 0
 */
public record Adagrad(double learningRate, double sumDecay, double epsilon) implements SingleStep {

  /** Checks the ranges. */
  public Adagrad {
    Ranges.RATE.check("learning-rate", learningRate);
    Ranges.DECAY.check("sum-decay", sumDecay);
    Ranges.EPSILON.check("epsilon", epsilon);
  }

  @Override
  public String name() {
    return "adagrad";
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public void step(double[][] active, double[] g, int size, long t, double eta) {
    double[] w = active[0];
    double[] s = active[1];
    double kept = 1 - sumDecay;
    for (int i = 0; i < size; i++) {
      s[i] = kept * s[i] + g[i] * g[i];
      w[i] -= eta * g[i] / (Math.sqrt(s[i]) + epsilon);
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
    double kept = 1 - sumDecay;
    double squares = 0;
    double finite = 0; // times 0 is 0, unless it is not finite
    for (int i = 0; i < size; i++) {
      int at = 2 * rows[i];
      double g = d * x[i];
      double s = kept * cells[at + 1] + g * g;
      double w = cells[at] - eta * g / (Math.sqrt(s) + epsilon);
      fresh[2 * i] = w;
      fresh[2 * i + 1] = s;
      squares += g * g;
      finite += 0 * w + 0 * s;
    }
    return squares + finite;
  }
}
