package io.gradstream.core.loss;

import io.gradstream.core.math.Exp;
import java.util.function.DoubleUnaryOperator;

/**
 * Solves {@code u = z - q g(u)} for a derivative {@code g} that rises with the output: where a
 * proximal step of an example ends.
 */
final class Implicit {

  private static final double TOLERANCE = 1e-9;
  private static final double LARGEST = 1e300; // of q: beyond it nothing is left to compute with
  private static final int MOST = 60;

  /** Logarithms of rates are nearer to 0. */
  private static final double FARTHEST = 1000;

  /** A cubic step shorter than this ends within rounding of the solution. */
  private static final double SHORT = 1e-4;

  /** From here on (z - u) / q has as many digits as the sigmoid's difference. */
  private static final double LEAST_RATIO = 1e-3;

  private Implicit() {}

  /**
   * Returns {@code sigmoid(u) - target} at the solution, by Halley's steps within a bracket.
   *
   * @param d the same at {@code z}
   */
  static double logistic(double z, double target, double d, double q) {
    if (!(q < LARGEST)) {
      return 0;
    }
    double low = z - q * Math.max(0, d);
    double high = z - q * Math.min(0, d);
    double u = z;
    double g = d;
    double before = 2 * (high - low); // length of the last step
    for (int i = 0; i < MOST; i++) {
      double f = u - z + q * g;
      if (f > 0) {
        high = Math.min(high, u);
      } else {
        low = Math.max(low, u);
      }
      double next = halley(u, f, q, g + target);
      if (!(next > low && next < high) || Math.abs(next - u) > before / 2) {
        next = (low + high) / 2; // between two flat ends steps would go to and fro
      } else if (Math.abs(next - u) < SHORT && q > LEAST_RATIO) {
        return (z - next) / q;
      }
      if (Math.abs(next - u) < TOLERANCE * (1 + Math.abs(u))) {
        return g;
      }
      before = Math.abs(next - u);
      u = next;
      g = sigmoid(u) - target;
    }
    return g;
  }

  private static double halley(double u, double f, double q, double s) {
    double slope = 1 + q * s * (1 - s);
    double bend = q * s * (1 - s) * (1 - 2 * s);
    return u - 2 * f * slope / (2 * slope * slope - f * bend);
  }

  /**
   * Returns {@code g(u)} at the solution for a loss with a log link, by bisection.
   *
   * @param d {@code g(z)}
   */
  static double rising(double z, double d, double q, DoubleUnaryOperator g) {
    if (!(q < LARGEST)) {
      return 0;
    }
    double low = Math.max(z - q * Math.max(0, d), Math.min(z, -FARTHEST));
    double high = Math.min(z - q * Math.min(0, d), Math.max(z, FARTHEST));
    double u = z;
    double slope = d;
    for (int i = 0; i < MOST && high - low > TOLERANCE * (1 + Math.abs(u)); i++) {
      u = (low + high) / 2;
      slope = g.applyAsDouble(u);
      if (u - z + q * slope > 0) {
        high = u;
      } else {
        low = u;
      }
    }
    return slope;
  }

  /**
   * Returns the derivative at the solution for a loss of two slopes that meet at error 0.
   *
   * @param error of the output at {@code z}
   * @param below the slope where the error is below 0, 0 or less
   * @param above the slope where it is above 0, 0 or more
   */
  static double kink(double error, double below, double above, double q) {
    if (error > q * above) {
      return above;
    }
    return error < q * below ? below : q > 0 ? error / q : 0;
  }

  private static double sigmoid(double u) {
    if (u >= 0) {
      return 1 / (1 + Exp.of(-u));
    }
    double e = Exp.of(u);
    return e / (1 + e);
  }
}
