package io.gradstream.core.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * The encoded record in a {@link Graph}: tables of numbers for parameter rows that follow each
 * other, and places that make one of some rows 1. The bias is row 0, whose value is 1.
 */
public final class Columns {

  /**
   * A table whose columns are the values of rows.
   *
   * @param first the first of the rows
   * @param count how many
   */
  public record Numbers(int first, int count, Node table) {}

  /**
   * Places, of which each makes a row 1.
   *
   * @param rows by place, -1 for none
   */
  public record Choice(Node place, int[] rows) {}

  /** What rows weigh. */
  @FunctionalInterface
  public interface Weights {

    /** Returns the weight of a row in an output. */
    double of(int row, int output);
  }

  private final List<Numbers> numbers = new ArrayList<>();
  private final List<Choice> choices = new ArrayList<>();

  /** Adds the values of {@code count} rows from {@code first} on. */
  public void add(int first, int count, Node table) {
    numbers.add(new Numbers(first, count, table));
  }

  /** Adds places; {@code rows} has the row that each makes 1, -1 for none. */
  public void add(Node place, int... rows) {
    choices.add(new Choice(place, rows));
  }

  /** Returns the tables of numbers. */
  public List<Numbers> numbers() {
    return numbers;
  }

  /** Returns the places. */
  public List<Choice> choices() {
    return choices;
  }

  /** Returns weighted sums, the bias's weight included: a column for each output. */
  public Node weighted(Graph graph, int outputs, Weights weights) {
    Node sum = graph.row(weights(0, outputs, weights));
    for (Numbers each : numbers) {
      double[][] matrix = new double[each.count()][];
      for (int i = 0; i < matrix.length; i++) {
        matrix[i] = weights(each.first() + i, outputs, weights);
      }
      sum = graph.apply(Operation.ADD, sum, graph.product(each.table(), matrix));
    }
    for (Choice each : choices) {
      double[][] rows = new double[each.rows().length][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = weights(each.rows()[i], outputs, weights);
      }
      sum = graph.apply(Operation.ADD, sum, graph.pick(each.place(), rows));
    }
    return sum;
  }

  private static double[] weights(int row, int outputs, Weights weights) {
    double[] all = new double[outputs];
    for (int k = 0; k < outputs && row >= 0; k++) {
      all[k] = weights.of(row, k);
    }
    return all;
  }
}
