package io.gradstream.core.graph;

import java.util.Arrays;
import java.util.List;

/**
 * A computation from a record's fields to its prediction, being written down node by node.
 *
 * <p>A number that is missing is NaN everywhere. Whoever computes with one chooses first what
 * stands in for it.
 */
public interface Graph {

  /** Returns fields read as numbers, a column each; what is missing or not finite is NaN. */
  Node numbers(List<String> fields);

  /** Returns a field read as a point in time: milliseconds since the epoch, NaN if missing. */
  Node instant(String field);

  /** Returns the record's own time in milliseconds since the epoch. */
  Node time();

  /**
   * Returns where a category stands among some: its number in the list, their number for any other
   * one, and one more for one that is missing.
   *
   * @param texts the whole texts, each once
   */
  Node place(String field, List<String> texts);

  /** Returns whole numbers in a column as places. */
  Node place(Node numbers);

  /**
   * Returns where some places stand together, as {@link #place(String, List)} does: the number of
   * the combination in the list, their number for any other one, and one more where a part is
   * missing.
   *
   * @param fields of the parts
   * @param combinations texts by field
   */
  Node place(List<String> fields, List<List<String>> combinations);

  /** Returns the row that a place has in a table. */
  Node pick(Node place, double[][] rows);

  /** Returns a row of numbers that is the same for all records. */
  Node row(double... values);

  /** Returns what an operation makes of tables. */
  Node apply(Operation operation, Node... of);

  /** Returns some columns of a table, in this order. */
  Node columns(Node table, int... columns);

  /** Returns tables side by side, none of them one that is the same for all records. */
  Node beside(List<Node> tables);

  /** Returns the matrix product of a table with numbers. */
  Node product(Node table, double[][] matrix);

  /** Says that records for which a condition holds, in any column, have no prediction. */
  void refuseWhere(Node condition);

  /**
   * Notes that something cannot be written down; what is returned afterwards is of no use.
   *
   * @param what by the name that its user knows
   * @param problem why not, and what to do, in a sentence
   */
  void refuse(String what, String problem);

  /** Returns numbers within bounds; those missing, too, unless a bound is. */
  default Node within(Node table, double low, double high) {
    Node bounded = apply(Operation.GREATEST, row(low), apply(Operation.LEAST, row(high), table));
    return apply(Operation.CHOOSE, apply(Operation.IS_MISSING, table), table, bounded);
  }

  /** Returns a table with numbers in the place of what is missing. */
  default Node filled(Node table, double... by) {
    return apply(Operation.CHOOSE, apply(Operation.IS_MISSING, table), row(by), table);
  }

  /** Returns the sum of each row. */
  default Node sum(Node table, int columns) {
    double[][] ones = new double[columns][1];
    Arrays.stream(ones).forEach(row -> row[0] = 1);
    return product(table, ones);
  }
}
