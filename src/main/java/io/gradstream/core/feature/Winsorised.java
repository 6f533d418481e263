package io.gradstream.core.feature;

import static io.gradstream.core.graph.Operation.ABSOLUTE;
import static io.gradstream.core.graph.Operation.AND;
import static io.gradstream.core.graph.Operation.AT_MOST;
import static io.gradstream.core.graph.Operation.CHOOSE;
import static io.gradstream.core.graph.Operation.LESS;
import static io.gradstream.core.graph.Operation.OR;
import static io.gradstream.core.graph.Operation.SUBTRACT;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.math.Fence;
import io.gradstream.core.state.DoubleArray;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A scaler that one wild number cannot spoil: one too far outside of what its column had counts as
 * the nearest number seen, in the statistics and in the encoding (see {@link Fence}).
 */
public final class Winsorised implements Scaler {

  private final Scaler scaler;
  private final Fence fence;
  private final Outliers outliers;
  private final int[] columns;
  private final DoubleArray ranges;
  private final double[] low; // of a column's range once its first numbers are there; for speed
  private final double[] high;
  private final double[] counted;
  private final double[] alone;

  /**
   * Creates a scaler around another one.
   *
   * @param names of the columns, for people
   */
  public Winsorised(Binding binding, List<String> names, Scaler scaler) {
    this.scaler = scaler;
    outliers = binding.memories().outliers();
    fence = outliers.fence();
    columns = names.stream().mapToInt(outliers::column).toArray();
    ranges = binding.scope().doubles(binding.name() + ".ranges", Fence.CELLS * columns.length);
    low = new double[columns.length];
    high = new double[columns.length];
    counted = new double[columns.length];
    alone = new double[columns.length];
    Arrays.fill(alone, Double.NaN);
    refreshRanges();
  }

  @Override
  public int rowsPerColumn() {
    return scaler.rowsPerColumn();
  }

  @Override
  public double count(int column) {
    return scaler.count(column);
  }

  @Override
  public void clear(int column) {
    Arrays.fill(ranges.values(), Fence.CELLS * column, Fence.CELLS * (column + 1), 0);
    ranges.touchAll();
    refresh(column);
    scaler.clear(column);
  }

  @Override
  public void observe(double[] x) {
    scaler.observe(areWithin(x) ? x : take(x));
  }

  @Override
  public void encode(double[] x, int firstRow, FeatureVector out) {
    scaler.encode(areWithin(x) ? x : take(x), firstRow, out);
  }

  @Override
  public void transform(double[] x, int firstRow, FeatureVector out) {
    scaler.transform(areWithin(x) ? x : within(x), firstRow, out);
  }

  private double[] within(double[] x) {
    double[] s = ranges.values();
    for (int i = 0; i < columns.length; i++) {
      counted[i] =
          isWithin(i, x[i]) || Double.isNaN(x[i])
              ? x[i]
              : fence.within(s, Fence.CELLS * i, RunningScaler.bounded(x[i]), scaler.count(i));
    }
    return counted;
  }

  /** Tells whether all numbers are there and count as they are, as nearly always. */
  private boolean areWithin(double[] x) {
    for (int i = 0; i < low.length; i++) {
      if (!isWithin(i, x[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean isWithin(int i, double x) {
    return x >= low[i] && x <= high[i];
  }

  @Override
  public void draw(Graph graph, Node x, int firstRow, Columns out) {
    Fence.Reach[] reaches = new Fence.Reach[columns.length];
    Arrays.setAll(reaches, i -> fence.reach(ranges.values(), Fence.CELLS * i, scaler.count(i)));
    Node low = row(graph, reaches, Fence.Reach::low);
    Node high = row(graph, reaches, Fence.Reach::high);
    Node far = row(graph, reaches, Fence.Reach::far);
    Node rounding = row(graph, reaches, Fence.Reach::rounding);
    Node below = graph.apply(SUBTRACT, row(graph, reaches, Fence.Reach::coreLow), x);
    Node above = graph.apply(SUBTRACT, x, row(graph, reaches, Fence.Reach::coreHigh));
    Node apart = graph.apply(ABSOLUTE, graph.apply(SUBTRACT, x, low));
    Node isLow =
        graph.apply(
            OR,
            graph.apply(AND, graph.apply(LESS, x, low), graph.apply(LESS, far, below)),
            graph.apply(AT_MOST, apart, rounding));
    Node isHigh = graph.apply(AND, graph.apply(LESS, high, x), graph.apply(LESS, far, above));
    Node notAbove = graph.apply(CHOOSE, isHigh, high, x);
    scaler.draw(graph, graph.apply(CHOOSE, isLow, low, notAbove), firstRow, out);
  }

  @Override
  public void tell(List<String> names, Statistics to) {
    for (int i = 0; i < columns.length; i++) {
      Fence.Reach reach = fence.reach(ranges.values(), Fence.CELLS * i, scaler.count(i));
      if (reach.low() > Double.NEGATIVE_INFINITY) {
        to.take(names.get(i), "least", reach.low());
        to.take(names.get(i), "greatest", reach.high());
      }
    }
    scaler.tell(names, to);
  }

  private static Node row(Graph graph, Fence.Reach[] reaches, ToDoubleFunction<Fence.Reach> which) {
    return graph.row(Arrays.stream(reaches).mapToDouble(which).toArray());
  }

  private double[] take(double[] x) {
    for (int i = 0; i < columns.length; i++) {
      counted[i] =
          isWithin(i, x[i]) || Double.isNaN(x[i]) ? x[i] : take(i, RunningScaler.bounded(x[i]));
    }
    return counted;
  }

  private double take(int i, double x) {
    int at = Fence.CELLS * i;
    double[] s = ranges.values();
    double n = scaler.count(i);
    boolean first = !Fence.isOpen(s, at);
    double taken = fence.take(s, at, x, n);
    ranges.touch(at);
    ranges.touch(at + Fence.CELLS - 1);
    outliers.note(columns[i], fence, x);
    if (fence.beginsAnew()) {
      beginAnew(i, (int) n);
    }
    if (first && Fence.isOpen(s, at)) {
      outliers.noteFirst(columns[i], fence.firstStrays(s, at), fence.firstStray(s, at));
    }
    refresh(i);
    return taken;
  }

  /** Counts a column's first numbers again, as they count now. */
  private void beginAnew(int i, int n) {
    scaler.clear(i);
    for (int k = 0; k < n; k++) {
      alone[i] = fence.first(ranges.values(), Fence.CELLS * i, k);
      scaler.observe(alone);
    }
    alone[i] = Double.NaN;
  }

  @Override
  public void merge(Scaler twin) {
    Winsorised other = (Winsorised) twin;
    for (int i = 0; i < columns.length; i++) {
      Fence.merge(ranges.values(), other.ranges.values(), Fence.CELLS * i);
    }
    ranges.touchAll();
    scaler.merge(other.scaler);
    refreshRanges();
  }

  @Override
  public void refresh() {
    scaler.refresh();
    refreshRanges();
  }

  private void refreshRanges() {
    for (int i = 0; i < columns.length; i++) {
      refresh(i);
    }
  }

  private void refresh(int i) {
    double[] s = ranges.values();
    int at = Fence.CELLS * i;
    boolean open = Fence.isOpen(s, at);
    low[i] = open ? Fence.low(s, at) : Double.POSITIVE_INFINITY;
    high[i] = open ? Fence.high(s, at) : Double.NEGATIVE_INFINITY;
  }
}
