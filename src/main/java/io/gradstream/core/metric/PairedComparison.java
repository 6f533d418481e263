package io.gradstream.core.metric;

import java.util.List;
import java.util.Optional;

/**
 * Several models judged on the same rows: their metrics, and by how much each differs from the
 * first, with an interval for that. It holds all that a table or a picture of it needs.
 *
 * @param names the models, in the order of the other lists
 * @param metrics what they are judged by, in order
 * @param rows how many rows were compared: those that every model predicted
 * @param models the metrics of each model over these rows
 * @param noChange those of the predictor that says the last label again
 * @param majority those of the predictor that says the mean, or the most frequent class
 * @param differences of each model but the first, by metric; in the order of models, then metrics
 * @param how how the intervals were made; empty where rows are too few for any
 */
public record PairedComparison(
    List<String> names,
    List<Metric> metrics,
    int rows,
    List<Scores> models,
    Scores noChange,
    Scores majority,
    List<Difference> differences,
    Optional<Resampling> how) {

  /** Copies the lists. */
  public PairedComparison {
    names = List.copyOf(names);
    metrics = List.copyOf(metrics);
    models = List.copyOf(models);
    differences = List.copyOf(differences);
  }

  /** What can be said of a difference. */
  public enum Verdict {
    /** The whole interval is on the side of the better. */
    BETTER,
    /** The whole interval is on the side of the worse. */
    WORSE,
    /** The interval holds 0. */
    UNTOLD,
    /** The metric is undefined, or there is no interval. */
    UNKNOWN
  }

  /**
   * How much better a model is than the first one.
   *
   * @param model its place among the models, 1 or more
   * @param metric the metric
   * @param gain by how much it is better, in the unit of the metric; negative if it is worse; NaN
   *     where undefined
   * @param low the lower end of the interval of the gain; NaN where there is none
   * @param high the upper end
   */
  public record Difference(int model, Metric metric, double gain, double low, double high) {

    /** Returns what can be said of it. */
    public Verdict verdict() {
      if (Double.isNaN(gain) || Double.isNaN(low) || Double.isNaN(high)) {
        return Verdict.UNKNOWN;
      }
      return low > 0 ? Verdict.BETTER : high < 0 ? Verdict.WORSE : Verdict.UNTOLD;
    }
  }

  /**
   * How intervals are made.
   *
   * @param confidence how often such an interval is to hold the difference, in (0, 1)
   * @param resamples how often the rows are drawn
   * @param block how many consecutive rows are drawn at once
   * @param seed from which they are drawn
   */
  public record Resampling(double confidence, int resamples, int block, long seed) {}

  /** Returns the differences of a model from the first. */
  public List<Difference> of(int model) {
    return differences.stream().filter(each -> each.model() == model).toList();
  }
}
