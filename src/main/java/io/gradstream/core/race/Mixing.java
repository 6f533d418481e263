package io.gradstream.core.race;

import io.gradstream.core.text.RealRange;

/**
 * How the predictions of a race's members are mixed, see {@link Race}; none of it binds stored
 * state.
 *
 * @param variance largest variance of a stacking weight, and the one it begins with; above 0
 * @param walk variance that a stacking weight gains in each step, 0 or more: how fast the mixture
 *     may change
 * @param share of its weight that each expert passes on in each step, in [0, 1)
 * @param fading share of the newest example in running means of squared errors, in (0, 1)
 * @param forgetting share of each expert's past losses that is forgotten in each step, in [0, 1)
 */
public record Mixing(double variance, double walk, double share, double fading, double forgetting) {

  /** What a variance may be. */
  public static final RealRange VARIANCE = RealRange.above(0);

  /** What a walk may be. */
  public static final RealRange WALK = RealRange.atLeast(0);

  /** What a share that is passed on, or forgotten, may be. */
  public static final RealRange SHARE = RealRange.from(0, 1);

  /** What the share of the newest example may be. */
  public static final RealRange FADING = RealRange.between(0, 1);

  /** For labels that are known when the record is learned, soon after it was predicted. */
  public static final Mixing PROMPT = new Mixing(0.1, 1e-6, 1e-4, 1e-3, 0);

  /**
   * For labels that are known long after the prediction: those of one time come together and are
   * alike, so that a mixture which follows the last of them runs ahead. No share is passed on;
   * losses of before are forgotten over some 10,000 labels.
   */
  public static final Mixing DELAYED = new Mixing(0.1, 1e-7, 0, 1e-4, 1e-4);

  /** Checks the ranges. */
  public Mixing {
    VARIANCE.check("variance", variance);
    WALK.check("walk", walk);
    SHARE.check("share", share);
    FADING.check("fading", fading);
    SHARE.check("forgetting", forgetting);
  }
}
