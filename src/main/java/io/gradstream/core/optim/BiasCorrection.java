package io.gradstream.core.optim;

/** The factor {@code 1 - beta^t} by which an exponentially weighted average is corrected. */
final class BiasCorrection {

  /** Below this, beta^t is under half a unit in the last place of 1. */
  private static final double VANISHED = -38;

  private BiasCorrection() {}

  /** Returns {@code 1 - beta^t}; exactly 1 once the power no longer shows in a double. */
  static double of(double beta, long t) {
    if (t * (beta - 1) < VANISHED) { // ln(beta) <= beta - 1, so the power is smaller still
      return 1;
    }
    return 1 - StrictMath.pow(beta, t);
  }
}
