package io.gradstream.core.metric;

import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.Collection;

/**
 * The metrics of one predictor over everything so far, in bounded state.
 *
 * <p>Metrics that are means over records are summed; AUC comes from a fixed histogram of scores.
 */
public final class Totals {

  private static final int STRIDE = 2;

  private final DoubleArray sums;
  private final AucHistogram histogram;

  /** Declares the state under {@code name}. */
  public Totals(State state, String name) {
    sums = state.doubles("totals." + name, STRIDE * Metric.values().length);
    LongArray counts = state.longs("totals." + name + ".histogram", 0);
    histogram = new AucHistogram(counts);
  }

  /** Adds a window of {@code count} records, given its scores and its exact metrics. */
  public void add(Scores window, double[] scores, double[] labels, int count) {
    if (window.values().containsKey(Metric.AUC)) {
      for (int i = 0; i < count; i++) {
        histogram.add(scores[i], labels[i]);
      }
    }
    addMeans(window, count);
  }

  /** Adds a window's metrics, but for those that are undefined and those that are no means. */
  public void addMeans(Scores window, int count) {
    window
        .values()
        .forEach(
            (metric, value) -> {
              if (metric != Metric.AUC && Double.isFinite(value)) {
                int at = STRIDE * metric.ordinal();
                sums.set(at, sums.get(at) + value * count);
                sums.set(at + 1, sums.get(at + 1) + count);
              }
            });
  }

  /** Returns the totals of {@code metrics}. */
  public Scores scores(Collection<Metric> metrics) {
    return Scores.of(
        metrics,
        metric -> {
          if (metric == Metric.AUC) {
            return histogram.value();
          }
          int at = STRIDE * metric.ordinal();
          return sums.get(at) / sums.get(at + 1);
        });
  }
}
