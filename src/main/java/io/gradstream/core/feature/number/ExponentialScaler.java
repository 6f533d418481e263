package io.gradstream.core.feature.number;

import static io.gradstream.core.graph.Operation.MULTIPLY;
import static io.gradstream.core.graph.Operation.SUBTRACT;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.RunningScaler;
import io.gradstream.core.feature.Scaler;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.math.ExponentialAverage;
import io.gradstream.core.math.SquareSum;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import java.util.Arrays;
import java.util.List;

/**
 * The scaler of {@link Scaling.Exponential}.
 *
 * <p>Numbers have the weights {@code (1 - beta) beta^age}, whose sum is {@code W = 1 - beta^t}. The
 * mean moves by {@code (1 - beta) / W (x - mean)}, which is the {@link ExponentialAverage} of the
 * numbers, corrected, and leaves the mean of equal numbers that number, bit for bit. The variance
 * is the average of {@code (x - mean before) (x - mean)}, corrected: the weighted sum of squared
 * deviations as updated by D. H. D. West, "Updating mean and variance estimates", CACM 22(9), 1979.
 * The same as pandas' {@code ewm(adjust=True)} with {@code var(bias=True)}.
 */
final class ExponentialScaler implements Scaler {

  private final int size;
  private final ExponentialAverage average;
  private final LongArray counts;
  private final DoubleArray
      moments; // means, then averages (SquareSums) of deviations, not corrected
  private final double[] scales; // 1 / standard deviation

  ExponentialScaler(Binding binding, int size, double beta) {
    this.size = size;
    average = new ExponentialAverage(beta);
    counts = binding.scope().longs(binding.name() + ".counts", size);
    moments = binding.scope().doubles(binding.name() + ".moments", 2 * size);
    scales = new double[size];
  }

  @Override
  public double count(int column) {
    return counts.get(column);
  }

  @Override
  public void clear(int column) {
    counts.set(column, 0);
    moments.set(column, 0);
    moments.set(size + column, 0);
    scales[column] = 0;
  }

  @Override
  public void observe(double[] x) {
    double[] s = moments.values();
    for (int i = 0; i < size; i++) {
      if (!Double.isNaN(x[i])) {
        counts.set(i, counts.get(i) + 1);
        double weight = weight(i);
        double delta = x[i] - s[i];
        s[i] += (1 - average.beta()) / weight * delta;
        double beta = average.beta();
        s[size + i] = SquareSum.mixed(s[size + i], beta, 1 - beta, delta, x[i] - s[i]);
        scales[i] = SquareSum.inverseRoot(weight, s[size + i]);
      }
    }
    moments.touchAll();
  }

  @Override
  public void transform(double[] x, int firstRow, FeatureVector out) {
    double[] s = moments.values();
    for (int i = 0; i < size; i++) {
      double scaled = Double.isNaN(x[i]) ? 0 : (x[i] - s[i]) * scales[i];
      out.add(firstRow + i, RunningScaler.bounded(scaled));
    }
  }

  @Override
  public void draw(Graph graph, Node x, int firstRow, Columns out) {
    Node means = graph.row(Arrays.copyOf(moments.values(), size));
    Node scaled = graph.apply(MULTIPLY, graph.apply(SUBTRACT, x, means), graph.row(scales));
    Node bounded = graph.within(scaled, -RunningScaler.LARGEST, RunningScaler.LARGEST);
    out.add(firstRow, size, graph.filled(bounded, new double[size]));
  }

  @Override
  public void tell(List<String> names, Statistics to) {
    for (int i = 0; i < size; i++) {
      to.take(names.get(i), "count", count(i));
      to.take(names.get(i), "mean", moments.get(i));
      to.take(names.get(i), "deviation", scales[i] > 0 ? 1 / scales[i] : 0);
    }
  }

  /**
   * Lets the twin's numbers follow those seen here: the weights of the latter fall by beta to the
   * power of the twin's count; then as by Chan et al. with weights in the place of counts.
   */
  @Override
  public void merge(Scaler twin) {
    ExponentialScaler other = (ExponentialScaler) twin;
    for (int i = 0; i < size; i++) {
      if (other.counts.get(i) > 0) {
        append(i, other);
      }
    }
    refresh();
  }

  private void append(int i, ExponentialScaler other) {
    double theirs = other.weight(i);
    double faded = 1 - theirs;
    double share = theirs / (faded * weight(i) + theirs);
    double delta = other.moments.get(i) - moments.get(i);
    double left = SquareSum.mixed(moments.get(size + i), faded, 0, 0, 0);
    double within = SquareSum.plus(left, other.moments.get(size + i));
    double squares = SquareSum.plus(within, delta, delta * (1 - share) * theirs);
    moments.set(i, moments.get(i) + delta * share);
    moments.set(size + i, squares);
    counts.set(i, counts.get(i) + other.counts.get(i));
  }

  @Override
  public void refresh() {
    for (int i = 0; i < size; i++) {
      scales[i] = SquareSum.inverseRoot(weight(i), moments.get(size + i));
    }
  }

  /** Returns the sum of the weights of a column's numbers. */
  private double weight(int i) {
    return ExponentialAverage.correction(average.beta(), counts.get(i));
  }
}
