package io.gradstream.core.feature.number;

import static io.gradstream.core.graph.Operation.CHOOSE;
import static io.gradstream.core.graph.Operation.IS_MISSING;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.RunningScaler;
import io.gradstream.core.feature.Scaler;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import java.util.List;

/**
 * The scaler of {@link Hats}: what {@link RunningScaler} makes of the numbers, then the hats that
 * are not 0, column by column from below. The state is that of the former alone.
 */
final class HatScaler implements Scaler {

  private final int size;
  private final RunningScaler standard;

  HatScaler(Binding binding, int size) {
    this.size = size;
    standard = new RunningScaler(binding, size);
  }

  @Override
  public int rowsPerColumn() {
    return 1 + HatKnots.COUNT;
  }

  @Override
  public double count(int column) {
    return standard.count(column);
  }

  @Override
  public void clear(int column) {
    standard.clear(column);
  }

  @Override
  public void observe(double[] x) {
    standard.observe(x);
  }

  @Override
  public void encode(double[] x, int firstRow, FeatureVector out) {
    int from = out.size();
    standard.encode(x, firstRow, out);
    append(x, from, firstRow + size, out);
  }

  @Override
  public void transform(double[] x, int firstRow, FeatureVector out) {
    int from = out.size();
    standard.transform(x, firstRow, out);
    append(x, from, firstRow + size, out);
  }

  @Override
  public void tell(List<String> names, Statistics to) {
    standard.tell(names, to);
  }

  @Override
  public void draw(Graph graph, Node x, int firstRow, Columns out) {
    Columns own = new Columns();
    standard.draw(graph, x, firstRow, own);
    Node scaled = own.numbers().get(0).table();
    out.add(firstRow, size, scaled);
    Node missing = graph.apply(IS_MISSING, x);
    for (int i = 0; i < size; i++) {
      Node hats = HatKnots.draw(graph, graph.columns(scaled, i));
      Node nowhere = graph.row(new double[HatKnots.COUNT]);
      Node known = graph.apply(CHOOSE, graph.columns(missing, i), nowhere, hats);
      out.add(firstRow + size + i * HatKnots.COUNT, HatKnots.COUNT, known);
    }
  }

  @Override
  public void merge(Scaler twin) {
    standard.merge(((HatScaler) twin).standard);
  }

  @Override
  public void refresh() {
    standard.refresh();
  }

  /** Appends the hats of the standardised numbers that stand from {@code from} on. */
  private void append(double[] x, int from, int firstRow, FeatureVector out) {
    int at = out.extend(2 * size);
    int[] rows = out.rows();
    double[] values = out.values();
    for (int i = 0; i < size; i++) {
      if (Double.isNaN(x[i])) {
        continue; // a missing number is nowhere, and not at the mean
      }
      double z = HatKnots.within(values[from + i]);
      int knot = HatKnots.below(z);
      double share = HatKnots.share(knot, z);
      int row = firstRow + i * HatKnots.COUNT + knot;
      if (share < 1) {
        rows[at] = row;
        values[at++] = 1 - share;
      }
      if (share > 0) {
        rows[at] = row + 1;
        values[at++] = share;
      }
    }
    out.truncate(at);
  }
}
