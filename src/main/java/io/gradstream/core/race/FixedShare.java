package io.gradstream.core.race;

/**
 * Weights of experts by the likelihood of what they predicted, a little of each passed on to all in
 * each step, so that none is ever lost; or with likelihoods of before forgotten little by little,
 * which moves the weights less.
 *
 * <p>Source: M. Herbster, M. K. Warmuth, "Tracking the best expert", Machine Learning 32(2), 1998,
 * the fixed share algorithm with learning rate 1 for log-loss.
 */
final class FixedShare {

  /** A weight that is less could not come back. */
  private static final double LEAST = 1e-200;

  private final int experts;
  private final int first;

  /** Lays out weights at {@code [first, first + experts)} of an array. */
  FixedShare(int first, int experts) {
    this.first = first;
    this.experts = experts;
  }

  void begin(double[] state) {
    for (int i = 0; i < experts; i++) {
      state[first + i] = 1.0 / experts;
    }
  }

  double weight(double[] state, int expert) {
    return state[first + expert];
  }

  /**
   * Weighs the experts anew.
   *
   * @param likelihoods of the label by expert, each above 0; any factor common to all is the same
   * @param share of its weight that each passes on
   * @param forgetting the power, below 1, to which likelihoods of before count is 1 less this
   */
  void learn(double[] state, double[] likelihoods, double share, double forgetting) {
    if (forgetting > 0) {
      for (int i = 0; i < experts; i++) {
        double weight = Math.max(LEAST, state[first + i]);
        state[first + i] = StrictMath.pow(weight, 1 - forgetting);
      }
    }
    double sum = 0;
    for (int i = 0; i < experts; i++) {
      sum += state[first + i] *= likelihoods[i];
    }
    for (int i = 0; i < experts; i++) {
      state[first + i] = (1 - share) * state[first + i] / sum + share / experts;
    }
  }
}
