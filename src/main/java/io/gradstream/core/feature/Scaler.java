package io.gradstream.core.feature;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import java.util.List;

/** Running statistics of an encoder's columns of numbers, and what they make of a number. */
public interface Scaler {

  /** Returns how many parameter rows a column of numbers takes. */
  default int rowsPerColumn() {
    return 1;
  }

  /** Returns how many numbers of a column were counted. */
  double count(int column);

  /** Forgets the numbers of a column. */
  void clear(int column);

  /** Counts one number a column; NaN is not counted. */
  void observe(double[] x);

  /** Appends each column's number, scaled, for the rows from {@code firstRow} on; NaN as a mean. */
  void transform(double[] x, int firstRow, FeatureVector out);

  /** Counts and appends in one pass: {@link #observe}, then {@link #transform}. */
  default void encode(double[] x, int firstRow, FeatureVector out) {
    observe(x);
    transform(x, firstRow, out);
  }

  /** Writes down what {@link #transform} does with the statistics as they stand. */
  void draw(Graph graph, Node x, int firstRow, Columns out);

  /** Tells what was counted of some columns, by their names. */
  void tell(List<String> columns, Statistics to);

  /** Adds the statistics of a twin of the same rule, whose numbers come after those seen here. */
  void merge(Scaler twin);

  /** Recomputes what is derived from the state arrays. */
  void refresh();
}
