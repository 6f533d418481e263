package io.gradstream.core.learn;

/**
 * Bounds on a step's gradient; the norm's comes first.
 *
 * @param norm largest norm over all parameters, above 0; infinite for no bound
 * @param value largest absolute value of one parameter's gradient, above 0; infinite for no bound
 */
public record Clipping(double norm, double value) {

  /** No bounds. */
  public static final Clipping NONE =
      new Clipping(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Checks the ranges. */
  public Clipping {
    if (!(norm > 0 && value > 0)) {
      throw new IllegalArgumentException(
          "bounds of gradients must be above 0, were %s and %s".formatted(norm, value));
    }
  }
}
