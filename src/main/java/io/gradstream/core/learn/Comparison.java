package io.gradstream.core.learn;

import io.gradstream.core.metric.Metric;
import io.gradstream.core.optim.MinDelta;

/**
 * How the live model is compared with the best checkpoint, on the same records.
 *
 * @param metric what is compared
 * @param minDelta least gain that counts as improvement
 */
record Comparison(Metric metric, MinDelta minDelta) {

  /** What a window showed of the live model. */
  enum Result {
    /** It is better than the best checkpoint, or the first, and is the checkpoint now. */
    IMPROVED,
    /** It is not. */
    NOT_IMPROVED,
    /** The metric is undefined for the window's records: nothing can be said. */
    UNDEFINED
  }
}
