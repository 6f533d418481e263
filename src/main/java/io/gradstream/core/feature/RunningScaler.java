package io.gradstream.core.feature;

import static io.gradstream.core.graph.Operation.MULTIPLY;
import static io.gradstream.core.graph.Operation.SUBTRACT;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.math.SquareSum;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;
import java.util.Arrays;
import java.util.List;

/**
 * Running mean and population standard deviation of some columns, by which they are standardised.
 *
 * <p>{@code (x - mean) sqrt(n / M2)}, within 1e150 of 0; 0 for a missing value (NaN), and while the
 * variance is 0 or the deviation too small to divide by, below 1e-308. The statistics are Welford's
 * (B. P. Welford, "Note on a method for calculating corrected sums of squares and products",
 * Technometrics 4(3), 1962).
 */
public final class RunningScaler implements Scaler {

  /** A value farther from 0 is to be given as NaN: its square, summed up, would overflow. */
  public static final double LARGEST = 1e150;

  private final int size;
  private final DoubleArray moments; // counts, then means, then SquareSums of deviations
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

  @Override
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
  public void clear(int i) {
    for (int at = i; at < 3 * size; at += size) {
      moments.set(at, 0);
    }
    scales[i] = 0;
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
        double m2 = s[2 * size + i] = SquareSum.plus(s[2 * size + i], delta, x - mean);
        scales[i] = SquareSum.inverseRoot(n, m2);
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
      double m2 = s[2 * size + i] = SquareSum.plus(s[2 * size + i], delta, x - mean);
      double scale = SquareSum.inverseRoot(n, m2);
      scales[i] = scale;
      scaled[at + i] = (x - mean) * scale; // at most the root of n, for x is counted
    }
    moments.touchAll();
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
      double z = (x - s[size + i]) * scales[i]; // of one that was not counted: any distance away
      scaled[at + i] = Double.isNaN(z) ? 0 : bounded(z);
    }
  }

  @Override
  public void draw(Graph graph, Node x, int firstRow, Columns out) {
    double[] means = Arrays.copyOfRange(moments.values(), size, 2 * size);
    Node scaled =
        graph.apply(MULTIPLY, graph.apply(SUBTRACT, x, graph.row(means)), graph.row(scales));
    out.add(
        firstRow, size, graph.filled(graph.within(scaled, -LARGEST, LARGEST), new double[size]));
  }

  @Override
  public void tell(List<String> names, Statistics to) {
    for (int i = 0; i < size; i++) {
      to.take(names.get(i), "count", count(i));
      to.take(names.get(i), "mean", mean(i));
      to.take(names.get(i), "deviation", scales[i] > 0 ? 1 / scales[i] : 0);
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
        double within = SquareSum.plus(a[2 * size + i], b[2 * size + i]);
        a[2 * size + i] = SquareSum.plus(within, delta, delta * a[i] * b[i] / n);
        a[i] = n;
      }
    }
    moments.touchAll();
    refresh();
  }

  @Override
  public void refresh() {
    for (int i = 0; i < size; i++) {
      scales[i] = SquareSum.inverseRoot(moments.get(i), moments.get(2 * size + i));
    }
  }

  /** Returns the number nearest to {@code x} whose square can be summed up; NaN for NaN. */
  public static double bounded(double x) {
    return Math.abs(x) <= LARGEST || Double.isNaN(x) ? x : Math.copySign(LARGEST, x);
  }
}
