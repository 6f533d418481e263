package io.gradstream.core.loss;

import io.gradstream.core.math.Exp;

/**
 * Log-loss of a binary label under the logistic link: {@code -ln sigmoid(z)} for 1, {@code -ln(1 -
 * sigmoid(z))} for 0.
 *
 * <p>Written so that no intermediate overflows, with the same bits on every machine.
 */
public record LogLoss() implements ScalarLoss {

  private static final double CLIP_NORM = 100;

  @Override
  public String name() {
    return "log";
  }

  @Override
  public double value(double z, double label) {
    double margin = label > 0.5 ? z : -z;
    double tail = StrictMath.log1p(Exp.of(-Math.abs(margin)));
    return margin > 0 ? tail : tail - margin;
  }

  @Override
  public double gradient(double z, double score, double label) {
    return score - label;
  }

  @Override
  public double score(double z) {
    if (z >= 0) {
      return 1 / (1 + Exp.of(-z));
    }
    double e = Exp.of(z);
    return e / (1 + e);
  }

  /**
   * {@inheritDoc}
   *
   * <p>100: the derivative by the output is at most 1, so the norm is at most that of the features,
   * 3 to 6 for a dozen standardised columns.
   */
  @Override
  public double defaultClipNorm() {
    return CLIP_NORM;
  }
}
