package io.gradstream.core.math;

import java.util.Arrays;

/**
 * How many consecutive values a block has by which the mean of a series is resampled, chosen by how
 * far the series depends on itself.
 *
 * <p>Source: D. N. Politis, H. White, "Automatic block-length selection for the dependent
 * bootstrap", Econometric Reviews 23, 2004, with the correction of A. Patton, D. N. Politis, H.
 * White, Econometric Reviews 28, 2009; for circular blocks. The autocovariances are weighed by the
 * flat-top window of Politis and Romano, as far as they are not negligible: {@code K} lags in a row
 * below {@code 2 sqrt(log10(n) / n)}, {@code K = max(5, sqrt(log10 n))}.
 */
public final class BlockLength {

  private static final double NEGLIGIBLE = 2;
  private static final int LEAST_LAGS = 5;

  private final double[] series;
  private final double mean;
  private final int most;

  private BlockLength(double[] series) {
    this.series = series;
    mean = Arrays.stream(series).average().orElse(0);
    most = (int) Math.min(series.length - 1.0, Math.ceil(Math.sqrt(series.length)) + lagsInARow());
  }

  /**
   * Returns the length for a series, not rounded, 1 to {@code min(3 sqrt(n), n / 3)}; 1 for a
   * series that does not vary or holds what is not finite.
   *
   * @param series the values in order, 3 or more
   */
  public static double of(double[] series) {
    return new BlockLength(series).length();
  }

  private double length() {
    int n = series.length;
    double variance = covariance(0);
    if (!(variance > 0) || !Double.isFinite(variance)) {
      return 1;
    }
    int reach = reach(variance);
    double slope = 0;
    double spectrum = variance;
    for (int lag = 1; lag <= reach; lag++) {
      double share = (double) lag / reach;
      double weight = share <= 0.5 ? 1 : 2 * (1 - share);
      double both = 2 * weight * covariance(lag);
      slope += lag * both;
      spectrum += both;
    }
    double atZero = 4.0 / 3 * spectrum * spectrum;
    double length = Math.cbrt(2 * slope * slope / atZero) * Math.cbrt(n);
    double longest = Math.min(Math.ceil(3 * Math.sqrt(n)), Math.ceil(n / 3.0));
    return Double.isNaN(length) ? 1 : Math.max(1, Math.min(length, longest));
  }

  /** Returns the lag up to which covariances count: twice the last that is not negligible. */
  private int reach(double variance) {
    int n = series.length;
    double bound = NEGLIGIBLE * Math.sqrt(Math.log10(n) / n);
    int small = 0;
    for (int lag = 1; lag <= most; lag++) {
      small = Math.abs(covariance(lag) / variance) < bound ? small + 1 : 0;
      if (small == lagsInARow()) {
        return Math.min(most, 2 * Math.max(1, lag - small));
      }
    }
    return most;
  }

  private int lagsInARow() {
    return Math.max(LEAST_LAGS, (int) Math.ceil(Math.sqrt(Math.log10(series.length))));
  }

  private double covariance(int lag) {
    double sum = 0;
    for (int i = lag; i < series.length; i++) {
      sum += (series[i] - mean) * (series[i - lag] - mean);
    }
    return sum / series.length;
  }
}
