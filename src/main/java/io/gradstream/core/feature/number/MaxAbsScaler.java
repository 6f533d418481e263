package io.gradstream.core.feature.number;

import static io.gradstream.core.graph.Operation.DIVIDE;

import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.state.DoubleArray;
import java.util.Arrays;

/** The scaler of {@link Scaling.MaxAbs}; state: the largest absolute values. */
final class MaxAbsScaler extends MeanScaler {

  private final DoubleArray largest;

  MaxAbsScaler(Binding binding, int size) {
    super(binding, size);
    largest = binding.scope().doubles(binding.name() + ".largest", size);
  }

  @Override
  void count(int i, double x) {
    if (Math.abs(x) > largest.get(i)) {
      largest.set(i, Math.abs(x));
    }
  }

  @Override
  public void clear(int column) {
    super.clear(column);
    largest.set(column, 0);
  }

  @Override
  double scaled(int i, double x) {
    double max = largest.get(i);
    return max > 0 ? x / max : 0;
  }

  @Override
  void tell(int i, String column, Statistics to) {
    to.take(column, "largest", largest.get(i));
  }

  @Override
  Node scaled(Graph graph, Node x) {
    double[] sizes = Arrays.copyOf(largest.values(), largest.size());
    Arrays.setAll(sizes, i -> sizes[i] > 0 ? sizes[i] : Double.POSITIVE_INFINITY);
    return graph.apply(DIVIDE, x, graph.row(sizes));
  }

  @Override
  void merge(int i, MeanScaler twin) {
    count(i, ((MaxAbsScaler) twin).largest.get(i));
  }
}
