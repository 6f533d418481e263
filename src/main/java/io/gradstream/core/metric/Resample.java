package io.gradstream.core.metric;

import io.gradstream.core.data.Task;
import io.gradstream.core.math.RowBlocks;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The metrics of one model over resampled rows: the rows stay where they are, and each counts as
 * often as it was drawn, so that a resample costs one pass and no sorting.
 *
 * <p>What a row adds is prepared once: losses of metrics that are means, the order of the scores
 * for those of ranks. 8 to 40 bytes a row and metric. Safe for use by several threads.
 *
 * @see RowBlocks
 */
final class Resample {

  private final Predictions rows;
  private final Map<Metric, double[]> losses = new EnumMap<>(Metric.class);
  private final double[] right;
  private final double[] repeats;
  private final int[] byScore;
  private final double middle;

  /** Prepares {@code metrics}, those of the rows' task. */
  Resample(Predictions rows, Collection<Metric> metrics) {
    this.rows = rows;
    for (Metric metric : metrics) {
      if (metric.isMean() || metric == Metric.RMSE) {
        losses.put(metric, losses(metric, rows));
      }
    }
    boolean temporal = metrics.contains(Metric.KAPPA_TEMPORAL);
    right = temporal ? losses(Metric.ACCURACY, rows) : new double[0];
    repeats =
        temporal
            ? IntStream.range(0, rows.count()).mapToDouble(i -> rows.row(i).repeats()).toArray()
            : new double[0];
    boolean ranks = metrics.contains(Metric.AUC) || metrics.contains(Metric.AVERAGE_PRECISION);
    byScore = ranks ? byScore(rows) : new int[0];
    middle =
        IntStream.range(0, rows.count()).mapToDouble(i -> rows.labels()[i]).average().orElse(0);
  }

  /**
   * Returns what each row adds to a metric that is a mean, or to the mean square of an error;
   * squares for {@link Metric#RMSE}.
   */
  static double[] losses(Metric metric, Predictions rows) {
    return IntStream.range(0, rows.count())
        .mapToDouble(i -> metric == Metric.RMSE ? square(rows, i) : metric.of(rows.row(i)))
        .toArray();
  }

  private static double square(Predictions rows, int i) {
    double error = rows.scores()[i] - rows.labels()[i];
    return error * error;
  }

  private static int[] byScore(Predictions rows) {
    return IntStream.range(0, rows.count())
        .boxed()
        .sorted((i, j) -> Double.compare(rows.scores()[j], rows.scores()[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Returns a metric over the rows, each counted as often as {@code times} says; NaN where it is
   * undefined.
   */
  double value(Metric metric, int[] times) {
    boolean binary = rows.task() == Task.BINARY;
    return switch (metric) {
      case LOG_LOSS, ACCURACY, BRIER, MAE, PINBALL -> mean(losses(metric), times);
      case RMSE -> Math.sqrt(mean(losses(metric), times));
      case BALANCED_ACCURACY -> ClassCounts.of(rows, times).balancedAccuracy();
      case PRECISION -> ClassCounts.of(rows, times).precision(binary);
      case RECALL -> ClassCounts.of(rows, times).recall(binary);
      case F1 -> ClassCounts.of(rows, times).f1(binary);
      case KAPPA -> ClassCounts.of(rows, times).kappa();
      case MCC -> ClassCounts.of(rows, times).mcc();
      case KAPPA_TEMPORAL -> kappaTemporal(times);
      case CALIBRATION_ERROR -> Calibration.of(rows, times);
      case AUC -> area(times);
      case AVERAGE_PRECISION -> averagePrecision(times);
      case R2 -> r2(times);
      case MAPE -> mape(times);
    };
  }

  private double[] losses(Metric metric) {
    double[] prepared = losses.get(metric);
    if (prepared == null) {
      throw new IllegalArgumentException(metric + " was not prepared");
    }
    return prepared;
  }

  private static double mean(double[] values, int[] times) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < values.length; i++) {
      sum += times[i] == 0 ? 0 : times[i] * values[i]; // 0 times NaN would be NaN
      count += times[i];
    }
    return sum / count;
  }

  private double kappaTemporal(int[] times) {
    double noChange = mean(repeats, times);
    return (mean(right, times) - noChange) / (1 - noChange);
  }

  /** Pairs in order by groups of equal scores, from the highest; a pair of equals counts half. */
  private double area(int[] times) {
    double pairs = 0;
    double positives = 0;
    double negatives = 0;
    for (int at = 0; at < byScore.length; ) {
      double score = rows.scores()[byScore[at]];
      double p = 0;
      double n = 0;
      for (; at < byScore.length && Double.compare(rows.scores()[byScore[at]], score) == 0; at++) {
        int row = byScore[at];
        if (rows.labels()[row] > 0.5) {
          p += times[row];
        } else {
          n += times[row];
        }
      }
      pairs += n * (positives + 0.5 * p);
      positives += p;
      negatives += n;
    }
    return pairs / (positives * negatives);
  }

  private double averagePrecision(int[] times) {
    double records = 0;
    double found = 0;
    double sum = 0;
    for (int at = 0; at < byScore.length; ) {
      double score = rows.scores()[byScore[at]];
      double ofScore = 0;
      for (; at < byScore.length && Double.compare(rows.scores()[byScore[at]], score) == 0; at++) {
        records += times[byScore[at]];
        ofScore += times[byScore[at]] * rows.labels()[byScore[at]];
      }
      found += ofScore;
      sum += ofScore == 0 ? 0 : ofScore * found / records;
    }
    return sum / found;
  }

  /** Deviations from the mean of the resample, by sums around that of all rows. */
  private double r2(int[] times) {
    double count = 0;
    double sum = 0;
    double squares = 0;
    double errors = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < times.length; i++) {
      if (times[i] > 0 && Double.isFinite(rows.scores()[i])) {
        double label = rows.labels()[i] - middle;
        least = Math.min(least, label);
        greatest = Math.max(greatest, label);
        count += times[i];
        sum += times[i] * label;
        squares += times[i] * label * label;
        errors += times[i] * square(rows, i);
      }
    }
    double deviations = squares - sum * sum / count;
    boolean varies = greatest > least; // rounding alone may leave a rest where nothing does
    return varies && deviations > 0 ? 1 - errors / deviations : Double.NaN;
  }

  private double mape(int[] times) {
    double sum = 0;
    double count = 0;
    for (int i = 0; i < times.length; i++) {
      double label = rows.labels()[i];
      if (times[i] > 0 && label != 0) {
        sum += times[i] * Math.abs((rows.scores()[i] - label) / label);
        count += times[i];
      }
    }
    return sum / count;
  }
}
