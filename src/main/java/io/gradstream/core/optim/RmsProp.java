package io.gradstream.core.optim;

/**
 * RMSProp: {@code s = rho s + (1 - rho) g^2; w -= eta g / (sqrt(s) + epsilon)}.
 *
 * <p>Source: T. Tieleman, G. Hinton, "Neural networks for machine learning", lecture 6e, 2012; the
 * mean of squares is not bias-corrected, and epsilon stands outside the root, as in PyTorch. Lazy
 * on rows that are not in the batch.
 *
 * @param learningRate eta, greater than 0
 * @param rho decay of the mean of squares, in [0, 1)
 * @param epsilon added outside the root, greater than 0
 */
public record RmsProp(double learningRate, double rho, double epsilon) implements SingleStep {

  /** Checks the ranges. */
  public RmsProp {
    Ranges.RATE.check("learning-rate", learningRate);
    Ranges.DECAY.check("rho", rho);
    Ranges.EPSILON.check("epsilon", epsilon);
  }

  @Override
  public String name() {
    return "rmsprop";
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public void step(double[][] active, double[] g, int size, long t, double eta) {
    double[] w = active[0];
    double[] s = active[1];
    for (int i = 0; i < size; i++) {
      s[i] = rho * s[i] + (1 - rho) * g[i] * g[i];
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
    double squares = 0;
    double finite = 0; // times 0 is 0, unless it is not finite
    for (int i = 0; i < size; i++) {
      int at = 2 * rows[i];
      double g = d * x[i];
      double s = rho * cells[at + 1] + (1 - rho) * g * g;
      double w = cells[at] - eta * g / (Math.sqrt(s) + epsilon);
      fresh[2 * i] = w;
      fresh[2 * i + 1] = s;
      squares += g * g;
      finite += 0 * w + 0 * s;
    }
    return squares + finite;
  }
}
