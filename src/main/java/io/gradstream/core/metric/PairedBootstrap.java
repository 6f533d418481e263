package io.gradstream.core.metric;

import io.gradstream.core.math.BlockLength;
import io.gradstream.core.math.Randomness;
import io.gradstream.core.math.RowBlocks;
import io.gradstream.core.metric.PairedComparison.Difference;
import io.gradstream.core.metric.PairedComparison.Resampling;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Intervals for the differences of models that predicted the same rows: the rows are drawn again in
 * {@linkplain RowBlocks blocks}, the same ones for every model, and each metric is computed anew
 * over what was drawn, whatever it is made of. The interval is that of the percentiles (B. Efron,
 * Annals of Statistics 7, 1979).
 *
 * <p>A metric that is undefined in more than one resample of twenty has no interval. Time is in
 * proportion to resamples, rows, models and metrics; memory is 50 bytes a row and model, and 8 for
 * each resample and difference. Several threads draw, and the result does not depend on how many.
 */
public final class PairedBootstrap {

  /** Fewer rows than this say nothing about how they depend on each other. */
  public static final int LEAST_ROWS = 50;

  private static final double MOST_UNDEFINED = 0.05;

  private final double confidence;
  private final int resamples;
  private final long seed;

  /**
   * Creates a rule.
   *
   * @param confidence how often an interval is to hold the difference, in (0, 1)
   * @param resamples how often rows are drawn, 1 or more
   * @param seed from which they are drawn
   */
  public PairedBootstrap(double confidence, int resamples, long seed) {
    if (!(confidence > 0 && confidence < 1) || resamples < 1) {
      throw new IllegalArgumentException(
          "confidence must be in (0, 1) and resamples 1 or more, were %s and %d"
              .formatted(confidence, resamples));
    }
    this.confidence = confidence;
    this.resamples = resamples;
    this.seed = seed;
  }

  /**
   * Compares models with the first of them.
   *
   * @param names their names
   * @param models what they predicted of the same rows, in the same order, of the same task
   * @param metrics metrics of the task
   */
  public PairedComparison compare(
      List<String> names, List<Evaluation> models, List<Metric> metrics) {
    int rows = models.get(0).size();
    if (models.stream().anyMatch(model -> model.size() != rows)) {
      throw new IllegalArgumentException("models must have predicted the same rows");
    }
    List<Scores> scores = models.stream().map(model -> model.model(metrics)).toList();
    Optional<Resampling> how =
        rows < LEAST_ROWS
            ? Optional.empty()
            : Optional.of(new Resampling(confidence, resamples, block(models, metrics), seed));
    return new PairedComparison(
        names,
        metrics,
        rows,
        scores,
        models.get(0).baseline(Baseline.NO_CHANGE, metrics),
        models.get(0).baseline(Baseline.MAJORITY, metrics),
        how.map(it -> differences(models, metrics, scores, it))
            .orElseGet(() -> withoutIntervals(metrics, scores)),
        how);
  }

  private static List<Difference> withoutIntervals(List<Metric> metrics, List<Scores> scores) {
    return IntStream.range(1, scores.size())
        .boxed()
        .flatMap(
            model ->
                metrics.stream()
                    .map(
                        metric ->
                            new Difference(
                                model,
                                metric,
                                gain(metric, scores, model),
                                Double.NaN,
                                Double.NaN)))
        .toList();
  }

  private List<Difference> differences(
      List<Evaluation> models, List<Metric> metrics, List<Scores> scores, Resampling how) {
    double[][] gains = draw(models, metrics, how);
    return IntStream.range(0, gains.length)
        .mapToObj(
            at -> {
              int model = 1 + at / metrics.size();
              Metric metric = metrics.get(at % metrics.size());
              double[] defined =
                  Arrays.stream(gains[at]).filter(gain -> !Double.isNaN(gain)).sorted().toArray();
              boolean told = defined.length >= (1 - MOST_UNDEFINED) * resamples;
              return new Difference(
                  model,
                  metric,
                  gain(metric, scores, model),
                  told ? quantile(defined, (1 - confidence) / 2) : Double.NaN,
                  told ? quantile(defined, (1 + confidence) / 2) : Double.NaN);
            })
        .toList();
  }

  private static double gain(Metric metric, List<Scores> scores, int model) {
    return metric.gain(scores.get(model).get(metric), scores.get(0).get(metric));
  }

  /** Returns the gain of each model and metric in each resample. */
  private double[][] draw(List<Evaluation> models, List<Metric> metrics, Resampling how) {
    List<Resample> prepared =
        models.stream().map(model -> new Resample(model.rows(), metrics)).toList();
    int rows = models.get(0).size();
    RowBlocks blocks = new RowBlocks(rows, how.block(), new Randomness(seed).split("resamples"));
    double[][] gains = new double[(models.size() - 1) * metrics.size()][resamples];
    IntStream.range(0, resamples)
        .parallel()
        .forEach(
            resample -> {
              int[] times = blocks.draw(resample);
              for (int at = 0; at < metrics.size(); at++) {
                Metric metric = metrics.get(at);
                double first = prepared.get(0).value(metric, times);
                for (int model = 1; model < prepared.size(); model++) {
                  gains[(model - 1) * metrics.size() + at][resample] =
                      metric.gain(prepared.get(model).value(metric, times), first);
                }
              }
            });
    return gains;
  }

  /**
   * Returns the longest of the lengths that suit the differences of losses row by row, at least the
   * cube root of the number of rows, which is for metrics that no row has a loss of.
   */
  private static int block(List<Evaluation> models, Collection<Metric> metrics) {
    int rows = models.get(0).size();
    List<Metric> losses =
        metrics.stream().filter(metric -> metric.isMean() || metric == Metric.RMSE).toList();
    double longest = Math.ceil(Math.cbrt(rows));
    for (Metric metric : losses.isEmpty() ? usual(models.get(0)) : losses) {
      double[] first = Resample.losses(metric, models.get(0).rows());
      for (Evaluation model : models.subList(1, models.size())) {
        double[] differences = Resample.losses(metric, model.rows());
        Arrays.setAll(differences, i -> differences[i] - first[i]);
        longest = Math.max(longest, Math.ceil(BlockLength.of(differences)));
      }
    }
    return (int) Math.min(rows, longest);
  }

  private static List<Metric> usual(Evaluation model) {
    return Metric.usual(model.task()).stream()
        .filter(metric -> metric.isMean() || metric == Metric.RMSE)
        .toList();
  }

  /** Returns a quantile of sorted values, between neighbours in proportion. */
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
