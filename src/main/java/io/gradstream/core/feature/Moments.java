package io.gradstream.core.feature;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.state.DoubleArray;

/**
 * Running counts, means and population variances of columns: the scaler of {@link Standard}, and
 * where the others have their means from.
 *
 * <p>B. P. Welford, "Note on a method for calculating corrected sums of squares and products",
 * Technometrics 4(3), 1962.
 */
final class Moments implements Scaler {

  private final int size;
  private final DoubleArray moments; // counts, then means, then sums of squared deviations
  private final double[] scales; // 1 / standard deviation: a root and a division per update only

  Moments(Binding binding, int size) {
    this.size = size;
    moments = binding.scope().doubles(binding.name() + ".moments", 3 * size);
    scales = new double[size];
  }

  /** Returns how many numbers of a column were counted. */
  double count(int i) {
    return moments.get(i);
  }

  /** Returns the mean of a column, 0 before its first number. */
  double mean(int i) {
    return moments.get(size + i);
  }

  /** Returns 1 / standard deviation of a column, 0 while it has none that can be told. */
  double scale(int i) {
    return scales[i];
  }

  @Override
  public void observe(double[] x) {
    double[] s = moments.values();
    double known = 0;
    double inverse = 0; // most columns have the same count: one division for all of them
    for (int i = 0; i < size; i++) {
      if (!Double.isNaN(x[i])) {
        double n = ++s[i];
        if (n != known) {
          known = n;
          inverse = 1 / n;
        }
        double delta = x[i] - s[size + i];
        double mean = s[size + i] += delta * inverse;
        double m2 = s[2 * size + i] += delta * (x[i] - mean);
        scales[i] = scale(n, m2);
      }
    }
    moments.touchAll();
  }

  @Override
  public void transform(double[] x, int firstRow, FeatureVector out) {
    double[] s = moments.values();
    for (int i = 0; i < size; i++) {
      out.add(firstRow + i, Double.isNaN(x[i]) ? 0 : (x[i] - s[size + i]) * scales[i]);
    }
  }

  /** Adds counts, means and squared deviations by T. F. Chan, G. H. Golub, R. J. LeVeque 1983. */
  @Override
  public void merge(Scaler twin) {
    double[] a = moments.values();
    double[] b = ((Moments) twin).moments.values();
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
