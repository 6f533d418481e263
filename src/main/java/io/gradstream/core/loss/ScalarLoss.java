package io.gradstream.core.loss;

/** A loss of a single raw output {@code z}. */
public interface ScalarLoss extends Loss {

  /** Returns the loss of output {@code z} for {@code label}. */
  double value(double z, double label);

  /**
   * Returns the derivative of the loss by {@code z}.
   *
   * @param score {@code score(z)}
   */
  double gradient(double z, double score, double label);

  /**
   * Returns {@code g(u)} with {@code u = z - q g(u)}, g being the derivative by the output.
   *
   * @param score {@code score(z)}
   * @param q 0 or more
   */
  double implicitGradient(double z, double score, double label, double q);

  /**
   * Returns the loss above the least that any output could have for the label, 0 or more.
   *
   * @param z finite
   */
  default double excess(double z, double label) {
    return value(z, label);
  }

  /** Returns the prediction that goes out for {@code z}. */
  double score(double z);

  @Override
  default double value(double[] z, double label) {
    return value(z[0], label);
  }

  @Override
  default void gradient(double[] z, double[] scores, double label, double[] dz) {
    dz[0] = gradient(z[0], scores[0], label);
  }

  @Override
  default double implicitGradient(int output, double[] z, double[] scores, double label, double q) {
    return implicitGradient(z[0], scores[0], label, q);
  }

  @Override
  default void score(double[] z, double[] scores) {
    scores[0] = score(z[0]);
  }
}
