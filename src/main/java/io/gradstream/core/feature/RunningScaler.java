package io.gradstream.core.feature;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;

/**
 * Running mean and population standard deviation of some columns, by which they are standardised.
 *
 * <p>{@code (x - mean) sqrt(n / M2)}; 0 for a missing value (NaN), and while the variance is 0 or
 * too small to divide by. The statistics are Welford's (B. P. Welford, "Note on a method for
 * calculating corrected sums of squares and products", Technometrics 4(3), 1962).
 */
public final class RunningScaler implements Scaler {

  /** A value farther from 0 is to be given as NaN: its square, summed up, would overflow. */
  public static final double LARGEST = 1e150;

  private final int size;
  private final DoubleArray moments; // counts, then means, then sums of squared deviations
  private final double[] scales; // 1 / standard deviation: a root and a division per update only

  /** Creates the statistics of an encoder's {@code size} columns. */
  public RunningScaler(Binding binding, int size) {
    this(binding.scope(), binding.name() + ".moments", size);
  }

  /** Creates the statistics of {@code size} columns in the array {@code name}. */
  public RunningScaler(State.Scope scope, String name, int size) {
    this.size = size;
    moments = scope.doubles(name, 3 * size);
    scales = new double[size];
  }

  /** Returns how many values of column {@code i} were counted. */
  public double count(int i) {
    return moments.get(i);
  }

  /** Returns the mean of column {@code i}, 0 before its first value. */
  public double mean(int i) {
    return moments.get(size + i);
  }

  /** Returns 1 / standard deviation of column {@code i}, 0 while it has none that can be told. */
  public double scale(int i) {
    return scales[i];
  }

  @Override
  public void observe(double[] values) {
    double[] s = moments.values();
    double known = 0;
    double inverse = 0; // most columns have the same count: one division for all of them
    for (int i = 0; i < size; i++) {
      double x = values[i];
      if (!Double.isNaN(x)) {
        double n = ++s[i];
        if (n != known) {
          known = n;
          inverse = 1 / n;
        }
        double delta = x - s[size + i];
        double mean = s[size + i] += delta * inverse;
        double m2 = s[2 * size + i] += delta * (x - mean);
        scales[i] = scale(n, m2);
      }
    }
    moments.touchAll();
  }

  /** {@inheritDoc} Each column's statistics are read and written once. */
  @Override
  public void encode(double[] values, int firstRow, FeatureVector out) {
    int at = out.extend(size);
    int[] rows = out.rows();
    double[] scaled = out.values();
    double[] s = moments.values();
    double known = 0;
    double inverse = 0;
    for (int i = 0; i < size; i++) {
      rows[at + i] = firstRow + i;
      double x = values[i];
      if (Double.isNaN(x)) {
        scaled[at + i] = 0;
        continue;
      }
      double n = ++s[i];
      if (n != known) {
        known = n;
        inverse = 1 / n;
      }
      double delta = x - s[size + i];
      double mean = s[size + i] += delta * inverse;
      double m2 = s[2 * size + i] += delta * (x - mean);
      double scale = scale(n, m2);
      scales[i] = scale;
      scaled[at + i] = (x - mean) * scale;
    }
    moments.touchAll();
  }

  /** Returns a value of column {@code i}, standardised. */
  public double scaled(int i, double x) {
    return Double.isNaN(x) ? 0 : (x - moments.values()[size + i]) * scales[i];
  }

  @Override
  public void transform(double[] values, int firstRow, FeatureVector out) {
    int at = out.extend(size);
    int[] rows = out.rows();
    double[] scaled = out.values();
    double[] s = moments.values();
    for (int i = 0; i < size; i++) {
      double x = values[i];
      rows[at + i] = firstRow + i;
      scaled[at + i] = Double.isNaN(x) ? 0 : (x - s[size + i]) * scales[i];
    }
  }

  /** Adds counts, means and squared deviations by T. F. Chan, G. H. Golub, R. J. LeVeque 1983. */
  @Override
  public void merge(Scaler twin) {
    double[] a = moments.values();
    double[] b = ((RunningScaler) twin).moments.values();
    for (int i = 0; i < size; i++) {
      double n = a[i] + b[i];
      if (b[i] > 0) {
        double delta = b[size + i] - a[size + i];
        a[size + i] += delta * b[i] / n;
        a[2 * size + i] += b[2 * size + i] + delta * delta * a[i] * b[i] / n;
        a[i] = n;
      }
    }
    moments.touchAll();
    refresh();
  }

  @Override
  public void refresh() {
    for (int i = 0; i < size; i++) {
      scales[i] = scale(moments.get(i), moments.get(2 * size + i));
    }
  }

  private static double scale(double n, double m2) {
    double scale = Math.sqrt(n / m2);
    return scale <= Double.MAX_VALUE ? scale : 0; // no spread, or none that can be told
  }
}
