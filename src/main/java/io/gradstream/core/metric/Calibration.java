package io.gradstream.core.metric;

/**
 * How far predicted probabilities are from what came true: the expected calibration error over
 * {@value #BINS} bins of equal width, the mean of {@code |mean probability - share of positives|}
 * weighted by the records in a bin.
 *
 * <p>Source: M. P. Naeini, G. F. Cooper, M. Hauskrecht, "Obtaining well calibrated probabilities
 * using Bayesian binning", AAAI 2015.
 */
final class Calibration {

  static final int BINS = 10;

  /** Length of the sums: count, probabilities and positives of each bin. */
  static final int SIZE = 3 * BINS;

  private Calibration() {}

  static double of(Predictions rows) {
    double[] sums = new double[SIZE];
    for (int i = rows.from(); i < rows.to(); i++) {
      add(sums, rows.scores()[i], rows.labels()[i]);
    }
    return value(sums);
  }

  /** Adds a record; one whose score is not a number is left out. */
  static void add(double[] sums, double score, double label) {
    if (Double.isNaN(score)) {
      return;
    }
    int at = at(score);
    sums[at]++;
    sums[at + 1] += score;
    sums[at + 2] += label;
  }

  private static int at(double score) {
    return 3 * (int) Math.min(BINS - 1, Math.max(0, score * BINS));
  }

  /** Returns the error over rows that count as often as {@code times} says. */
  static double of(Predictions rows, int[] times) {
    double[] sums = new double[SIZE];
    for (int i = rows.from(); i < rows.to(); i++) {
      double score = rows.scores()[i];
      if (times[i] > 0 && !Double.isNaN(score)) {
        int at = at(score);
        sums[at] += times[i];
        sums[at + 1] += times[i] * score;
        sums[at + 2] += times[i] * rows.labels()[i];
      }
    }
    return value(sums);
  }

  static double value(double[] sums) {
    double records = 0;
    double error = 0;
    for (int at = 0; at < SIZE; at += 3) {
      records += sums[at];
      error += Math.abs(sums[at + 1] - sums[at + 2]);
    }
    return error / records;
  }
}
