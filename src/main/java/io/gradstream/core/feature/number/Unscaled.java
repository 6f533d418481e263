package io.gradstream.core.feature.number;

import io.gradstream.core.feature.Binding;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;

/** Leaves numbers as they are; a missing one is the running mean. */
public final class Unscaled extends MeanScaler {

  public Unscaled(Binding binding, int size) {
    super(binding, size);
  }

  @Override
  void count(int i, double x) {
    // the mean is all there is
  }

  @Override
  double scaled(int i, double x) {
    return x;
  }

  @Override
  Node scaled(Graph graph, Node x) {
    return x;
  }

  @Override
  void merge(int i, MeanScaler twin) {
    // likewise
  }
}
