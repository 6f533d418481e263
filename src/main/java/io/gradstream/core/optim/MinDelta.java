package io.gradstream.core.optim;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The least gain of the live model over the best checkpoint that counts as improvement.
 *
 * <p>Relative as PyTorch's {@code threshold_mode: rel} of {@code ReduceLROnPlateau}, but for what
 * is compared: a part of the checkpoint's metric in the same window, whatever its unit.
 *
 * @param value 0 or more: a part of the metric's size if relative, else in the metric's own unit
 * @param relative whether it is such a part
 */
public record MinDelta(double value, boolean relative) {

  private static final double PERCENT = 100;
  private static final MathContext DIGITS = new MathContext(6);

  /** Checks the range. */
  public MinDelta {
    Ranges.MIN_DELTA.check("min-delta", value);
  }

  /** Returns a gain in the metric's own unit. */
  public static MinDelta absolute(double value) {
    return new MinDelta(value, false);
  }

  /** Tells whether a gain over a checkpoint's metric counts. */
  public boolean isReached(double gain, double checkpoint) {
    return gain > 0 && gain >= (relative ? value * Math.abs(checkpoint) : value);
  }

  /** Returns the gain for people, such as "0.1 %". */
  @Override
  public String toString() {
    double shown = relative ? PERCENT * value : value;
    String number = new BigDecimal(shown).round(DIGITS).stripTrailingZeros().toPlainString();
    return relative ? number + " %" : number;
  }
}
