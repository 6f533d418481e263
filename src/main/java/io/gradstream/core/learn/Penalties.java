package io.gradstream.core.learn;

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
    if (!(l1 >= 0 && l2 >= 0)) {
      throw new IllegalArgumentException("penalties must be 0 or more, were " + l1 + ", " + l2);
    }
  }
}
