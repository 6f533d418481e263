package io.gradstream.core.optim;

/**
 * Reduces the learning rate when validation no longer improves: multiplies it by {@code factor}
 * after {@code patience} windows in a row that were no better than the best checkpoint.
 *
 * <p>The usual rule of libraries (Keras and PyTorch, {@code ReduceLROnPlateau}) but for what is
 * compared: not losses of different windows, whose records differ, but live model and checkpoint on
 * the same records. The rate never rises again.
 *
 * @param factor what a reduction leaves of the rate, in (0, 1)
 * @param patience windows without improvement, 1 or more
 * @param minDelta least gain over the checkpoint that counts as improvement
 * @param floor the share of the rate that always stays, in [0, 1)
 */
public record Plateau(double factor, int patience, MinDelta minDelta, double floor) {

  /** Checks the ranges. */
  public Plateau {
    Ranges.FACTOR.check("factor", factor);
    Ranges.PATIENCE.check("patience", patience);
    Ranges.FLOOR.check("floor", floor);
  }

  /**
   * Creates a rule.
   *
   * @param minDelta in the metric's unit
   */
  public Plateau(double factor, int patience, double minDelta, double floor) {
    this(factor, patience, MinDelta.absolute(minDelta), floor);
  }

  /** Returns what the rate is multiplied by after so many reductions. */
  public double factor(long reductions) {
    return reductions == 0 ? 1 : Math.max(floor, StrictMath.pow(factor, (double) reductions));
  }

  /** Tells whether another reduction would still lower the rate. */
  public boolean canReduce(long reductions) {
    return factor(reductions + 1) < factor(reductions);
  }
}
