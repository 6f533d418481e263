package io.gradstream.core.learn;

import io.gradstream.core.metric.Metric;

/**
 * When to stop learning on a stream.
 *
 * <p>Losses of different windows cannot be compared, since the data change. So the best checkpoint
 * is scored beside the live model on the same rows: a window improves when the live model is better
 * by at least {@code minDelta}, and the live model is then the new checkpoint. After {@code
 * patience} windows in a row without improvement, learning stops.
 *
 * @param metric what is compared
 * @param patience windows without improvement, 1 or more
 * @param minDelta least gain that counts, 0 or more, in the metric's unit
 * @param onStop what happens to the model
 */
public record EarlyStopping(Metric metric, int patience, double minDelta, OnStop onStop) {

  /** What stopping does; predictions go on in every case. */
  public enum OnStop {
    /** Return to the best checkpoint (weights, moments, statistics) and learn no more. */
    ROLLBACK,
    /** Keep the model as it is and learn no more. */
    FREEZE,
    /** Report it, start counting anew and go on learning. */
    REPORT
  }
}
