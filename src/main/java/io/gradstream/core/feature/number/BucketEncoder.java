package io.gradstream.core.feature.number;

import static io.gradstream.core.graph.Operation.AT_MOST;
import static io.gradstream.core.graph.Operation.CHOOSE;
import static io.gradstream.core.graph.Operation.IS_MISSING;
import static io.gradstream.core.graph.Operation.NUMBER;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.RunningScaler;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import java.util.List;
import java.util.stream.IntStream;

/** The encoder of {@link Bucketise}. */
final class BucketEncoder implements Encoder {

  /** The edges between a field's buckets. */
  interface EdgeSource {

    /** Returns the number of edges of every field, one less than it has buckets. */
    int count();

    /** Counts a field's number. */
    default void add(int field, double x) {}

    /** Returns an edge; they rise with {@code index} or stay. */
    double edge(int field, int index);

    /** Adds the numbers of a twin. */
    default void merge(EdgeSource twin, int fields) {}

    /** Recomputes what is derived from state. */
    default void refresh() {}
  }

  /** Edges that are given, the same for every field. */
  record FixedEdges(double[] edges) implements EdgeSource {
    @Override
    public int count() {
      return edges.length;
    }

    @Override
    public double edge(int field, int index) {
      return edges[index];
    }
  }

  /** Edges at the quantiles of a field's last numbers. */
  record LearnedEdges(NumberWindows windows, int buckets) implements EdgeSource {
    @Override
    public int count() {
      return buckets - 1;
    }

    @Override
    public void add(int field, double x) {
      windows.add(field, x);
    }

    @Override
    public double edge(int field, int index) {
      return windows.length(field) == 0
          ? Double.POSITIVE_INFINITY // nothing is known: the first bucket
          : windows.quantile(field, (index + 1.0) / buckets);
    }

    @Override
    public void merge(EdgeSource twin, int fields) {
      for (int field = 0; field < fields; field++) {
        windows.append(field, ((LearnedEdges) twin).windows);
      }
    }

    @Override
    public void refresh() {
      windows.refresh();
    }
  }

  private final List<String> fields;
  private final int[] slots;
  private final int firstRow;
  private final EdgeSource edges;

  BucketEncoder(Binding binding, List<String> fields, EdgeSource edges) {
    this.fields = fields;
    slots = binding.numberSlots(fields);
    firstRow = binding.firstRow();
    this.edges = edges;
  }

  @Override
  public void observe(Row row) {
    for (int i = 0; i < slots.length; i++) {
      double x = row.number(slots[i]);
      if (!Double.isNaN(x)) {
        edges.add(i, RunningScaler.bounded(x));
      }
    }
  }

  @Override
  public void transform(Row row, FeatureVector out) {
    int columns = edges.count() + 2;
    for (int i = 0; i < slots.length; i++) {
      double x = row.number(slots[i]);
      int column = !Double.isNaN(x) ? bucket(i, x) : columns - 1;
      out.add(firstRow + i * columns + column, 1);
    }
  }

  @Override
  public void tell(Statistics to) {
    for (int i = 0; i < slots.length; i++) {
      for (int e = 0; e < edges.count(); e++) {
        to.take(fields.get(i), "edge " + (e + 1), edges.edge(i, e));
      }
    }
  }

  @Override
  public void draw(Graph graph, Columns out) {
    Node numbers = graph.numbers(fields);
    int columns = edges.count() + 2;
    for (int i = 0; i < slots.length; i++) {
      int field = i;
      double[] own =
          IntStream.range(0, edges.count()).mapToDouble(e -> edges.edge(field, e)).toArray();
      Node x = graph.columns(numbers, i);
      Node reached = graph.apply(NUMBER, graph.apply(AT_MOST, graph.row(own), x));
      Node missing = graph.row(columns - 1);
      Node bucket =
          graph.apply(CHOOSE, graph.apply(IS_MISSING, x), missing, graph.sum(reached, own.length));
      int first = firstRow + i * columns;
      out.add(graph.place(bucket), IntStream.range(first, first + columns).toArray());
    }
  }

  @Override
  public void merge(Encoder twin) {
    edges.merge(((BucketEncoder) twin).edges, slots.length);
  }

  @Override
  public void refresh() {
    edges.refresh();
  }

  /** Returns how many edges are at or below {@code x}, by halving. */
  private int bucket(int field, double x) {
    int low = 0;
    int high = edges.count();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (edges.edge(field, middle) <= x) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
