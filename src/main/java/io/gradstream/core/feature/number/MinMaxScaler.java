package io.gradstream.core.feature.number;

import static io.gradstream.core.graph.Operation.DIVIDE;
import static io.gradstream.core.graph.Operation.SUBTRACT;

import io.gradstream.core.feature.Binding;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.state.DoubleArray;
import java.util.Arrays;

/** The scaler of {@link Scaling.MinMax}; state: the extremes. */
final class MinMaxScaler extends MeanScaler {

  private static final double INFINITE = Double.POSITIVE_INFINITY; // by it all is 0

  private final DoubleArray least;
  private final DoubleArray greatest;

  MinMaxScaler(Binding binding, int size) {
    super(binding, size);
    least = binding.scope().doubles(binding.name() + ".least", size);
    greatest = binding.scope().doubles(binding.name() + ".greatest", size);
  }

  @Override
  void count(int i, double x) {
    widen(i, x, x);
  }

  @Override
  double scaled(int i, double x) {
    double min = least.get(i);
    double range = greatest.get(i) - min;
    return range > 0 ? (x - min) / range : 0;
  }

  @Override
  Node scaled(Graph graph, Node x) {
    double[] min = Arrays.copyOf(least.values(), least.size());
    double[] ranges = new double[min.length];
    Arrays.setAll(ranges, i -> greatest.get(i) > min[i] ? greatest.get(i) - min[i] : INFINITE);
    return graph.apply(DIVIDE, graph.apply(SUBTRACT, x, graph.row(min)), graph.row(ranges));
  }

  @Override
  void merge(int i, MeanScaler twin) {
    MinMaxScaler other = (MinMaxScaler) twin;
    widen(i, other.least.get(i), other.greatest.get(i));
  }

  private void widen(int i, double min, double max) {
    if (isEmpty(i) || min < least.get(i)) {
      least.set(i, min);
    }
    if (isEmpty(i) || max > greatest.get(i)) {
      greatest.set(i, max);
    }
  }
}
