package io.gradstream.core.feature.number;

import static io.gradstream.core.graph.Operation.ABSOLUTE;
import static io.gradstream.core.graph.Operation.AT_MOST;
import static io.gradstream.core.graph.Operation.CHOOSE;
import static io.gradstream.core.graph.Operation.DIVIDE;
import static io.gradstream.core.graph.Operation.GREATEST;
import static io.gradstream.core.graph.Operation.MULTIPLY;
import static io.gradstream.core.graph.Operation.SUBTRACT;

import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Derivations of numbers from several fields together. */
public sealed interface Combination extends Derivation {

  /**
   * Every product of two fields, squares included: scikit-learn's {@code PolynomialFeatures} of
   * degree 2, in its order, without the bias.
   *
   * @param linear whether the fields themselves come first
   */
  record Polynomial(List<String> fields, boolean linear) implements Combination {

    /** Copies the list. */
    public Polynomial {
      fields = List.copyOf(fields);
    }

    @Override
    public String kind() {
      return "polynomial";
    }

    @Override
    public List<String> columns() {
      List<String> all = new ArrayList<>(linear ? fields : List.of());
      for (int i = 0; i < fields.size(); i++) {
        all.add(fields.get(i) + "^2");
        for (int j = i + 1; j < fields.size(); j++) {
          all.add(fields.get(i) + "*" + fields.get(j));
        }
      }
      return List.copyOf(all);
    }

    @Override
    public String source(int column) {
      int products = linear ? column - fields.size() : column;
      if (products < 0) {
        return fields.get(column);
      }
      int first = 0;
      while (products >= fields.size() - first) { // those of a field with itself and later ones
        products -= fields.size() - first++;
      }
      String field = fields.get(first);
      return products == 0 ? field : field + " x " + fields.get(first + products);
    }

    @Override
    public String settings() {
      return linear ? ", linear" : "";
    }

    @Override
    public void derive(double[] in, double[] out) {
      int at = 0;
      if (linear) {
        System.arraycopy(in, 0, out, 0, in.length);
        at = in.length;
      }
      for (int i = 0; i < in.length; i++) {
        for (int j = i; j < in.length; j++) {
          out[at++] = in[i] * in[j];
        }
      }
    }

    @Override
    public Node draw(Graph graph, Node in) {
      List<Node> all = new ArrayList<>(linear ? List.of(in) : List.of());
      for (int i = 0; i < fields.size(); i++) {
        int[] rest = IntStream.range(i, fields.size()).toArray();
        all.add(graph.apply(MULTIPLY, graph.columns(in, i), graph.columns(in, rest)));
      }
      return graph.beside(all);
    }
  }

  /** A field divided by another; missing where the latter is 0. */
  record Ratio(List<String> fields) implements Combination {

    /** Copies the list and checks that there are two. */
    public Ratio {
      fields = pair(fields, "the number to divide and the number to divide it by");
    }

    @Override
    public String kind() {
      return "ratio";
    }

    @Override
    public List<String> columns() {
      return List.of(fields.get(0) + "/" + fields.get(1));
    }

    @Override
    public void derive(double[] in, double[] out) {
      out[0] = in[1] == 0 ? Double.NaN : in[0] / in[1];
    }

    @Override
    public Node draw(Graph graph, Node in) {
      Node by = graph.columns(in, 1);
      Node isZero = graph.apply(AT_MOST, graph.apply(ABSOLUTE, by), graph.row(0));
      Node ratio = graph.apply(DIVIDE, graph.columns(in, 0), by);
      return graph.apply(CHOOSE, isZero, graph.row(Double.NaN), ratio);
    }
  }

  /** A field less another. */
  record Difference(List<String> fields) implements Combination {

    private static final double ROUNDING = 0x1p-50; // of numbers that are one, computed in two ways

    /** Copies the list and checks that there are two. */
    public Difference {
      fields = pair(fields, "the number to subtract from and the number to subtract");
    }

    @Override
    public String kind() {
      return "difference";
    }

    @Override
    public List<String> columns() {
      return List.of(fields.get(0) + "-" + fields.get(1));
    }

    @Override
    public void derive(double[] in, double[] out) {
      double difference = in[0] - in[1];
      double rounding = ROUNDING * Math.max(Math.abs(in[0]), Math.abs(in[1]));
      out[0] = Math.abs(difference) <= rounding ? 0 : difference;
    }

    @Override
    public Node draw(Graph graph, Node in) {
      Node first = graph.columns(in, 0);
      Node second = graph.columns(in, 1);
      Node difference = graph.apply(SUBTRACT, first, second);
      Node sizes = graph.apply(ABSOLUTE, in);
      Node largest = graph.apply(GREATEST, graph.columns(sizes, 0), graph.columns(sizes, 1));
      Node rounding = graph.apply(MULTIPLY, largest, graph.row(ROUNDING));
      Node isZero = graph.apply(AT_MOST, graph.apply(ABSOLUTE, difference), rounding);
      return graph.apply(CHOOSE, isZero, graph.row(0), difference);
    }
  }

  private static List<String> pair(List<String> fields, String roles) {
    if (fields.size() != 2 || fields.get(0).equals(fields.get(1))) {
      throw new IllegalArgumentException(
          "fields must be two different fields, %s, was %s".formatted(roles, fields));
    }
    return List.copyOf(fields);
  }
}
