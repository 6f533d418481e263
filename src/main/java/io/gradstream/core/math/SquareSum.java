package io.gradstream.core.math;

/**
 * Sums of squares that neither underflow nor cost more than a comparison, each stored in a double.
 *
 * <p>The square of a number below 1e-162 is 0 in a double, and below 1e-154 inexact. So a sum of
 * {@link #LEAST} or more is stored as it is, and a smaller one times 2^1200 and negative; 0 is 0 in
 * both. Powers of two change no digit, so a sum has the digits that it would have in a wider type,
 * and one of ordinary size the bits of plain addition. What is stored tells by itself how it is.
 *
 * <p>Squares are given as products of two numbers of one sign, as Welford's recurrence has them.
 */
public final class SquareSum {

  /** What is less is stored in the other way; its root is some 1e-130. */
  public static final double LEAST = 0x1p-860;

  private static final double UP = 0x1p600; // times a number is twice that times its square
  private static final double DOWN = 0x1p-600;
  private static final double LEAST_UP = 0x1p340; // LEAST in the other way

  private SquareSum() {}

  /** Returns {@code sum + a b}. */
  public static double plus(double sum, double a, double b) {
    return sum >= LEAST ? sum + a * b : mixedUp(sum, 1, 1, a, b);
  }

  /** Returns {@code keep sum + take a b}, both factors from 0 to 1. */
  public static double mixed(double sum, double keep, double take, double a, double b) {
    double mixed = sum >= LEAST ? keep * sum + take * (a * b) : 0;
    return mixed >= LEAST ? mixed : mixedUp(sum, keep, take, a, b);
  }

  /** Returns the sum of two sums. */
  public static double plus(double sum, double other) {
    if (sum >= LEAST || other >= LEAST) {
      return plain(sum) + plain(other);
    }
    return stored(-sum - other, plain(sum) + plain(other));
  }

  /**
   * Returns {@code sqrt(weight / sum)}, such as the inverse of a standard deviation; 0 if the sum
   * is 0, or so small that the inverse would be infinite.
   */
  public static double inverseRoot(double weight, double sum) {
    double root =
        sum >= LEAST ? Math.sqrt(weight / sum) : Math.sqrt(weight / -sum) * UP; // -0: not a number
    return root <= Double.MAX_VALUE ? root : 0;
  }

  /** Returns a sum divided by a greater or equal one that is not 0. */
  public static double ratio(double sum, double whole) {
    return whole >= LEAST ? plain(sum) / whole : sum / whole;
  }

  private static double mixedUp(double sum, double keep, double take, double a, double b) {
    double kept = sum >= LEAST ? keep * sum * UP * UP : keep * -sum; // 0 if none is kept
    double taken = take > 0 ? take * (a * UP * (b * UP)) : 0;
    return stored(kept + taken, keep * plain(sum) + take * (a * b));
  }

  /** Returns how a sum is stored, given both ways; the first may be infinite, the second 0. */
  private static double stored(double up, double plain) {
    return up < LEAST_UP ? 0 - up : Math.max(LEAST, plain);
  }

  private static double plain(double sum) {
    return sum >= LEAST ? sum : -sum * DOWN * DOWN;
  }
}
