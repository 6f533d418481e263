package io.gradstream.core.feature.number;

import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import java.util.List;

/**
 * Numbers that follow from those of a record's fields, without any statistics.
 *
 * <p>A missing field makes every number missing that follows from it; missing is, too, a result
 * that is no number or whose square would overflow.
 */
public sealed interface Derivation permits Elementwise, Combination {

  /** Returns the name by which the YAML knows the encoder of these numbers. */
  String kind();

  /** Returns the fields they follow from. */
  List<String> fields();

  /** Returns their names. */
  List<String> columns();

  /** Returns the field, or the fields with {@code " x "} between, that a column is of. */
  default String source(int column) {
    return String.join(" x ", fields());
  }

  /** Returns the settings in words, after a comma each. */
  default String settings() {
    return "";
  }

  /** Fills {@code out}, one number a column, from {@code in}, one number a field. */
  void derive(double[] in, double[] out);

  /** Writes down what {@link #derive} does: from a column a field to one for each number. */
  Node draw(Graph graph, Node in);

  /** Returns a number as a person would write it. */
  static String text(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e15 ? Long.toString((long) x) : Double.toString(x);
  }
}
