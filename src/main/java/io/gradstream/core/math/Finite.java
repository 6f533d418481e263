package io.gradstream.core.math;

/**
 * Tells whether many numbers are finite, by their bits: a sum of them would wait for each addition
 * in turn.
 *
 * <p>{@code signs |= Finite.sign(x)} for each, then {@link #all}: one more in the exponent makes a
 * sign bit of an exponent that is all ones, and of no other.
 */
public final class Finite {

  private static final long EXPONENT = 0x7FF0000000000000L;
  private static final long LEAST = 0x0010000000000000L;

  private Finite() {}

  /** Returns bits of which the highest is set if {@code x} is infinite or NaN. */
  public static long sign(double x) {
    return (Double.doubleToRawLongBits(x) & EXPONENT) + LEAST;
  }

  /** Tells whether all numbers were finite whose signs were combined. */
  public static boolean all(long signs) {
    return signs >= 0;
  }
}
