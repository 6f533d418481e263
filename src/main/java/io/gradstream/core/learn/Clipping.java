package io.gradstream.core.learn;

import io.gradstream.core.text.RealRange;

/**
 * Bounds on a step's gradient; the norm's comes first.
 *
 * @param norm largest norm over all parameters, above 0; infinite for no bound
 * @param value largest absolute value of one parameter's gradient, above 0; infinite for no bound
 */
public record Clipping(double norm, double value) {

  /** What a bound that is not infinite may be. */
  public static final RealRange BOUND = RealRange.above(0);

  /** No bounds. */
  public static final Clipping NONE =
      new Clipping(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Checks the ranges. */
  public Clipping {
    BOUND.checkBound("clip.norm", norm);
    BOUND.checkBound("clip.value", value);
  }
}
