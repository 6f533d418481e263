package io.gradstream.core.loss;

/** How wrong a raw output {@code z} is for a label, with the link that makes a score of it. */
public interface Loss {

  /** Returns the loss of output {@code z} for {@code label}. */
  double value(double z, double label);

  /**
   * Returns the derivative of the loss by {@code z}.
   *
   * @param score {@code score(z)}, which the caller has already
   */
  double gradient(double z, double score, double label);

  /** Returns the score that goes out for {@code z}: a probability for a classifier. */
  double score(double z);

  /**
   * Returns the gradient norm at which steps are clipped unless configured: far above what ordinary
   * records of this loss give, so that it catches a blow-up and leaves learning alone.
   */
  double defaultClipNorm();
}
