package io.gradstream.core.math;

/**
 * Sums over arrays in an order of their own: four partial sums side by side, which a processor adds
 * up at once, then those two by two. The same bits everywhere, and a smaller error than one after
 * the other.
 */
public final class Sums {

  private Sums() {}

  /** Returns the sum of the squares of the first {@code length} values. */
  public static double squares(double[] values, int length) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i < length - 3; i += 4) {
      a += values[i] * values[i];
      b += values[i + 1] * values[i + 1];
      c += values[i + 2] * values[i + 2];
      d += values[i + 3] * values[i + 3];
    }
    for (; i < length; i++) {
      a += values[i] * values[i];
    }
    return (a + b) + (c + d);
  }
}
