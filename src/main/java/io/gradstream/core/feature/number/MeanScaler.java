package io.gradstream.core.feature.number;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.RunningScaler;
import io.gradstream.core.feature.Scaler;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import java.util.Arrays;
import java.util.List;

/** A scaler in which the running mean of all numbers of a column stands in for a missing one. */
abstract class MeanScaler implements Scaler {

  private final int size;
  private final RunningScaler moments;

  MeanScaler(Binding binding, int size) {
    this.size = size;
    moments = new RunningScaler(binding, size);
  }

  /** Counts a number of column {@code i}, which is there, before the mean does. */
  abstract void count(int i, double x);

  /** Returns what becomes of a number of column {@code i}; 0 if the column has no scale yet. */
  abstract double scaled(int i, double x);

  /** Writes down what {@link #scaled(int, double)} does with all columns. */
  abstract Node scaled(Graph graph, Node x);

  /** Adds the twin's statistics of column {@code i}, which has a number or more there. */
  abstract void merge(int i, MeanScaler twin);

  final RunningScaler moments() {
    return moments;
  }

  /** Tells whether column {@code i} has had no number yet. */
  final boolean isEmpty(int i) {
    return moments.count(i) == 0;
  }

  @Override
  public final double count(int column) {
    return moments.count(column);
  }

  @Override
  public void clear(int column) {
    moments.clear(column);
  }

  @Override
  public final void observe(double[] x) {
    for (int i = 0; i < size; i++) {
      if (!Double.isNaN(x[i])) {
        count(i, x[i]);
      }
    }
    moments.observe(x);
    observed(x);
  }

  /** Recomputes what depends on means as well, once a record was counted. */
  void observed(double[] x) {}

  @Override
  public final void transform(double[] x, int firstRow, FeatureVector out) {
    for (int i = 0; i < size; i++) {
      double value = Double.isNaN(x[i]) ? moments.mean(i) : x[i];
      out.add(firstRow + i, RunningScaler.bounded(scaled(i, value)));
    }
  }

  @Override
  public final void tell(List<String> names, Statistics to) {
    moments.tell(names, to);
    for (int i = 0; i < size; i++) {
      tell(i, names.get(i), to);
    }
  }

  /** Tells what was counted of a column besides its mean and deviation. */
  void tell(int i, String column, Statistics to) {}

  @Override
  public final void draw(Graph graph, Node x, int firstRow, Columns out) {
    double[] means = new double[size];
    Arrays.setAll(means, moments::mean);
    Node scaled = scaled(graph, graph.filled(x, means));
    out.add(firstRow, size, graph.within(scaled, -RunningScaler.LARGEST, RunningScaler.LARGEST));
  }

  @Override
  public final void merge(Scaler twin) {
    MeanScaler other = (MeanScaler) twin;
    for (int i = 0; i < size; i++) {
      if (!other.isEmpty(i)) {
        merge(i, other);
      }
    }
    moments.merge(other.moments);
    refresh();
  }

  @Override
  public void refresh() {
    moments.refresh();
  }
}
