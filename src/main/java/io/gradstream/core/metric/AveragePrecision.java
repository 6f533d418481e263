package io.gradstream.core.metric;

import java.util.stream.IntStream;

/**
 * Average precision: the sum over distinct scores, from the highest, of precision times the gain in
 * recall, without interpolation.
 *
 * <p>Source: the definition of scikit-learn's average_precision_score; see M. Zhu, "Recall,
 * precision and average precision", University of Waterloo, 2004.
 */
final class AveragePrecision {

  private AveragePrecision() {}

  static double of(Predictions rows) {
    int[] order =
        IntStream.range(rows.from(), rows.to())
            .boxed()
            .sorted((i, j) -> Double.compare(rows.scores()[j], rows.scores()[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double positives = 0;
    double sum = 0;
    double found = 0;
    for (int i = 0; i < order.length; ) {
      double score = rows.scores()[order[i]];
      double ofScore = 0;
      while (i < order.length && Double.compare(rows.scores()[order[i]], score) == 0) {
        ofScore += rows.labels()[order[i++]];
      }
      found += ofScore;
      sum += ofScore * found / i;
      positives += ofScore;
    }
    return sum / positives;
  }
}
