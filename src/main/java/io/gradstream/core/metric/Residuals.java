package io.gradstream.core.metric;

/**
 * Sums from which the metrics of a regression come: count, mean of labels, sum of their squared
 * deviations (B. P. Welford, Technometrics 4, 1962), sum of squared errors.
 */
final class Residuals {

  static final int SIZE = 6;

  private static final int COUNT = 0;
  private static final int MEAN = 1;
  private static final int DEVIATIONS = 2;
  private static final int SQUARES = 3;
  private static final int RATIOS = 4;
  private static final int RATIO_COUNT = 5;

  private Residuals() {}

  /** Adds a record; one whose score is not finite is left out, or no total would ever be finite. */
  static void add(double[] s, double score, double label) {
    if (!Double.isFinite(score)) {
      return;
    }
    s[COUNT]++;
    double before = label - s[MEAN];
    s[MEAN] += before / s[COUNT];
    s[DEVIATIONS] += before * (label - s[MEAN]);
    s[SQUARES] += (score - label) * (score - label);
    if (label != 0) {
      s[RATIOS] += Math.abs((score - label) / label);
      s[RATIO_COUNT]++;
    }
  }

  static double rmse(double[] s) {
    return Math.sqrt(s[SQUARES] / s[COUNT]);
  }

  static double r2(double[] s) {
    return s[DEVIATIONS] > 0 ? 1 - s[SQUARES] / s[DEVIATIONS] : Double.NaN;
  }

  static double mape(double[] s) {
    return s[RATIOS] / s[RATIO_COUNT];
  }
}
