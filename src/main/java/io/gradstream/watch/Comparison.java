package io.gradstream.watch;

import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.metric.PairedComparison;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a picture of several models shows: how they compare, and their first metric over parts of
 * the rows that all of them took, in order.
 *
 * @param title the heading
 * @param figures how they compare
 * @param curves of each model a value for each part; NaN where it is undefined
 * @param ends how many rows there were at the end of each part
 */
public record Comparison(
    String title, PairedComparison figures, List<double[]> curves, int[] ends) {

  private static final int MOST_PARTS = 50;
  private static final int LEAST_ROWS = 20; // of a part

  /**
   * Cuts the rows into parts of equal size: as many as can be told apart in a picture.
   *
   * @param paired the models over the rows that all of them took, in the order of the comparison
   */
  public static Comparison of(String title, PairedComparison figures, List<Evaluation> paired) {
    int rows = figures.rows();
    int parts = Math.max(1, Math.min(MOST_PARTS, rows / LEAST_ROWS));
    int[] ends =
        IntStream.rangeClosed(1, parts).map(i -> (int) ((long) rows * i / parts)).toArray();
    Metric metric = figures.metrics().get(0);
    List<double[]> curves =
        paired.stream()
            .map(
                model ->
                    IntStream.range(0, parts)
                        .mapToDouble(i -> part(model, metric, i == 0 ? 0 : ends[i - 1], ends[i]))
                        .toArray())
            .toList();
    return new Comparison(title, figures, curves, ends);
  }

  private static double part(Evaluation model, Metric metric, int from, int to) {
    return model.of(IntStream.range(from, to).toArray()).model(List.of(metric)).get(metric);
  }

  /** Returns the metric of the curves. */
  Metric metric() {
    return figures.metrics().get(0);
  }
}
