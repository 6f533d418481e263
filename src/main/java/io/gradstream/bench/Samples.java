package io.gradstream.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the counted passes of a contestant cost, one or more of them. */
final class Samples {

  private final List<Cost> costs = new ArrayList<>();

  void add(Cost cost) {
    costs.add(cost);
  }

  /** Returns the median of the nanoseconds a row. */
  double median() {
    return median(Cost::nanos);
  }

  /** Returns the least of the nanoseconds a row: the pass that was disturbed least. */
  double minimum() {
    return costs.stream().mapToDouble(Cost::nanos).min().orElseThrow();
  }

  /** Returns the median of the bytes allocated a row. */
  double bytes() {
    return median(Cost::bytes);
  }

  private double median(ToDoubleFunction<Cost> figure) {
    double[] sorted = costs.stream().mapToDouble(figure).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
