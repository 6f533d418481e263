package io.gradstream.core.learn;

import io.gradstream.core.optim.Ranges;

/**
 * What weights cost beside the loss, biases excluded; both together are the elastic net (H. Zou, T.
 * Hastie, 2005).
 *
 * @param l1 weight of {@code lambda ||w||_1}, 0 or more
 * @param l2 weight of {@code lambda/2 ||w||^2}, 0 or more
 */
public record Penalties(double l1, double l2) {

  /** Weights cost nothing. */
  public static final Penalties NONE = new Penalties(0, 0);

  /** Checks the ranges. */
  public Penalties {
    Ranges.PENALTY.check("l1", l1);
    Ranges.PENALTY.check("l2", l2);
  }
}
