package io.gradstream.core.learn;

import io.gradstream.core.metric.Metric;
import io.gradstream.core.optim.MinDelta;
import io.gradstream.core.optim.Ranges;
import io.gradstream.core.text.RealRange;
import io.gradstream.core.text.WholeRange;
import java.util.OptionalDouble;

/**
 * When to stop learning on a stream.
 *
 * <p>Losses of different windows cannot be compared, since the data change. So the best checkpoint
 * is scored beside the live model on the same rows: a window improves when the live model is better
 * by {@code minDelta}, and the live model is then the new checkpoint. After {@code patience}
 * windows in a row without improvement, learning stops. It also stops after a window that reaches a
 * target, whose steps hardly changed the weights, or with which a number of steps is full.
 *
 * @param metric what is compared
 * @param patience windows without improvement, 1 or more
 * @param minDelta least gain that counts
 * @param target value of the metric at which a window is good enough; empty for none
 * @param minUpdate least change of the weights in a step, over their norm, that is worth going on,
 *     in the layer that changes most; 0 for none
 * @param maxSteps optimizer steps after which learning stops, at the end of a window; {@link
 *     #NO_LIMIT} for none
 * @param onStop what happens to the model
 */
public record EarlyStopping(
    Metric metric,
    int patience,
    MinDelta minDelta,
    OptionalDouble target,
    double minUpdate,
    long maxSteps,
    OnStop onStop) {

  /** What a target may be. */
  public static final RealRange TARGET = RealRange.any();

  /** What a least change of the weights may be. */
  public static final RealRange MIN_UPDATE = RealRange.atLeast(0);

  /** What a number of steps may be. */
  public static final WholeRange MAX_STEPS = WholeRange.atLeast(1);

  /** Checks the ranges. */
  public EarlyStopping {
    Ranges.PATIENCE.check("patience", patience);
    target.ifPresent(value -> TARGET.check("target", value));
    MIN_UPDATE.check("min-update", minUpdate);
    MAX_STEPS.check("max-steps", maxSteps);
  }

  /** A {@link #maxSteps} that is never reached. */
  public static final long NO_LIMIT = Long.MAX_VALUE;

  /**
   * Creates a rule that stops for want of improvement only.
   *
   * @param minDelta in the metric's unit
   */
  public EarlyStopping(Metric metric, int patience, double minDelta, OnStop onStop) {
    this(
        metric, patience, MinDelta.absolute(minDelta), OptionalDouble.empty(), 0, NO_LIMIT, onStop);
  }

  /**
   * Creates a rule.
   *
   * @param minDelta in the metric's unit
   */
  public EarlyStopping(
      Metric metric,
      int patience,
      double minDelta,
      OptionalDouble target,
      double minUpdate,
      long maxSteps,
      OnStop onStop) {
    this(metric, patience, MinDelta.absolute(minDelta), target, minUpdate, maxSteps, onStop);
  }

  /** What stopping does; predictions go on in every case. */
  public enum OnStop {
    /**
     * Return to the best checkpoint (weights, moments, statistics) and learn no more. Where
     * learning stops for another reason than want of improvement, a model that was better than the
     * checkpoint in the last window stays, by however little it was.
     */
    ROLLBACK,
    /** Keep the model as it is and learn no more. */
    FREEZE,
    /** Report it when a reason begins to hold, start counting anew and go on learning. */
    REPORT
  }
}
