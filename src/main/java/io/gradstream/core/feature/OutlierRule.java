package io.gradstream.core.feature;

import io.gradstream.core.math.Fence;
import io.gradstream.core.text.RealRange;

/**
 * Which numbers lie too far outside of what was seen to be believed; they count as the nearest seen
 * ({@link Fence}).
 *
 * @param beyond how many times the width of the range seen is too far, above 0; infinite for never
 */
public record OutlierRule(double beyond) {

  /** What a number of widths may be. */
  public static final RealRange BEYOND = RealRange.above(0);

  /** What is too far unless told otherwise. */
  public static final OutlierRule USUAL = new OutlierRule(Fence.FACTOR);

  /** Every number is believed. */
  public static final OutlierRule NONE = new OutlierRule(Double.POSITIVE_INFINITY);

  /** Checks the range. */
  public OutlierRule {
    if (beyond != Double.POSITIVE_INFINITY) {
      BEYOND.check("beyond", beyond);
    }
  }

  /** Returns a fence of the rule; it is for one thread. */
  public Fence fence() {
    return new Fence(beyond);
  }
}
