package io.gradstream.core.feature.number;

import static io.gradstream.core.graph.Operation.MULTIPLY;
import static io.gradstream.core.graph.Operation.SUBTRACT;

import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;

/** The scaler of {@link Scaling.Robust}; state: the last numbers of each column. */
final class RobustScaler extends MeanScaler {

  private final NumberWindows windows;
  private final double[] medians;
  private final double[] scales;

  RobustScaler(Binding binding, int size, int window) {
    super(binding, size);
    windows = new NumberWindows(binding, size, window);
    medians = new double[size];
    scales = new double[size];
  }

  @Override
  void count(int i, double x) {
    windows.add(i, x);
  }

  @Override
  public void clear(int column) {
    super.clear(column);
    windows.clear(column);
  }

  @Override
  void observed(double[] x) {
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(x[i])) {
        derive(i);
      }
    }
  }

  @Override
  double scaled(int i, double x) {
    double scaled = (x - medians[i]) * scales[i];
    return Math.max(-Scaling.Robust.BOUND, Math.min(Scaling.Robust.BOUND, scaled));
  }

  @Override
  void tell(int i, String column, Statistics to) {
    to.take(column, "median", medians[i]);
    to.take(column, "quartiles apart", scales[i] > 0 ? 1 / scales[i] : 0);
  }

  @Override
  Node scaled(Graph graph, Node x) {
    Node centred = graph.apply(SUBTRACT, x, graph.row(medians));
    Node scaled = graph.apply(MULTIPLY, centred, graph.row(scales));
    return graph.within(scaled, -Scaling.Robust.BOUND, Scaling.Robust.BOUND);
  }

  @Override
  void merge(int i, MeanScaler twin) {
    windows.append(i, ((RobustScaler) twin).windows);
  }

  @Override
  public void refresh() {
    super.refresh();
    windows.refresh();
    for (int i = 0; i < medians.length; i++) {
      derive(i);
    }
  }

  private void derive(int i) {
    if (isEmpty(i)) {
      medians[i] = 0;
      scales[i] = 0;
      return;
    }
    medians[i] = windows.quantile(i, 0.5);
    double scale = 1 / (windows.quantile(i, 0.75) - windows.quantile(i, 0.25));
    scales[i] = scale <= Double.MAX_VALUE ? scale : moments().scale(i);
  }
}
