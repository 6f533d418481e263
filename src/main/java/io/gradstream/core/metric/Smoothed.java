package io.gradstream.core.metric;

import io.gradstream.core.math.ExponentialAverage;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;
import java.util.Collection;
import java.util.Map;

/**
 * Metrics averaged over windows with exponentially falling weights, about the last ten counting:
 * the trend behind the noise of single windows.
 */
public final class Smoothed {

  private static final ExponentialAverage AVERAGE = new ExponentialAverage(0.9);
  private static final int STRIDE = 2;

  private final DoubleArray sums; // by metric: the average's sum, and how many windows it is of

  /** Declares the state. */
  public Smoothed(State state) {
    sums = state.doubles("smoothed", STRIDE * Metric.places());
  }

  /** Adds a window; a metric that is undefined there is left as it is. */
  public void add(Scores window) {
    for (Map.Entry<Metric, Double> entry : window.values().entrySet()) {
      int at = STRIDE * entry.getKey().number();
      if (Double.isFinite(entry.getValue())) {
        sums.set(at, AVERAGE.add(sums.get(at), entry.getValue()));
        sums.set(at + 1, sums.get(at + 1) + 1);
      }
    }
  }

  /** Returns the averages, NaN for a metric that was defined in no window. */
  public Scores scores(Collection<Metric> metrics) {
    return Scores.of(
        metrics,
        metric -> {
          int at = STRIDE * metric.number();
          return AVERAGE.corrected(sums.get(at), (long) sums.get(at + 1));
        });
  }
}
