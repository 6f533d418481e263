package io.gradstream.core.optim;

import static io.gradstream.core.graph.Operation.ABSOLUTE;
import static io.gradstream.core.graph.Operation.ADD;
import static io.gradstream.core.graph.Operation.AND;
import static io.gradstream.core.graph.Operation.AT_MOST;
import static io.gradstream.core.graph.Operation.CHOOSE;
import static io.gradstream.core.graph.Operation.DIVIDE;
import static io.gradstream.core.graph.Operation.LESS;
import static io.gradstream.core.graph.Operation.MULTIPLY;
import static io.gradstream.core.graph.Operation.NUMBER;

import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Writes down an output of {@link Coin}: two sums over the record, and their quotient. */
final class CoinGraph {

  private final Coin rule;
  private final Graph graph;
  private final OnlineRule.Cells cells;
  private final int output;
  private Node sum;
  private Node squares;

  CoinGraph(Coin rule, Graph graph, OnlineRule.Cells cells, int output) {
    this.rule = rule;
    this.graph = graph;
    this.cells = cells;
    this.output = output;
    sum = graph.row(bet(0));
    squares = graph.row(square(0));
  }

  /**
   * Returns the output.
   *
   * @param before the sum of squares so far
   * @param count the examples so far, this one included
   */
  Node output(Columns x, double before, double count) {
    x.numbers().forEach(this::add);
    for (Columns.Choice each : x.choices()) {
      sum = graph.apply(ADD, sum, pick(each, this::bet));
      squares = graph.apply(ADD, squares, pick(each, this::square));
    }
    Node whole = graph.apply(ADD, squares, graph.row(before));
    Node n = graph.apply(DIVIDE, whole, graph.row(count));
    Node some = graph.apply(LESS, graph.row(0), n);
    return graph.apply(CHOOSE, some, graph.apply(DIVIDE, sum, n), graph.row(0));
  }

  /** Adds numbers: those within what was seen by their bets, larger ones by bets that are less. */
  private void add(Columns.Numbers numbers) {
    Node x = numbers.table();
    Node scaled = graph.apply(MULTIPLY, graph.apply(ABSOLUTE, x), row(numbers, Coin.INVERSE));
    Node isSome = graph.apply(LESS, graph.row(0), scaled);
    Node isWithin = graph.apply(AND, isSome, graph.apply(AT_MOST, scaled, graph.row(1)));
    Node isThere = graph.apply(LESS, graph.row(0), graph.apply(ABSOLUTE, x));
    Node square =
        graph.apply(
            CHOOSE, isWithin, graph.apply(MULTIPLY, scaled, scaled), graph.apply(NUMBER, isThere));
    Node larger = larger(numbers, graph.apply(MULTIPLY, scaled, row(numbers, Coin.MOST)));
    Node bet = graph.apply(CHOOSE, isWithin, row(numbers, 0), larger);
    Node part = graph.apply(MULTIPLY, bet, x);
    sum = graph.apply(ADD, sum, graph.sum(part, numbers.count()));
    squares = graph.apply(ADD, squares, graph.sum(square, numbers.count()));
  }

  /** Returns the bets where m has grown. */
  private Node larger(Columns.Numbers numbers, Node most) {
    double[] won = new double[numbers.count()];
    for (int i = 0; i < won.length; i++) {
      int row = numbers.first() + i;
      double reward = rule.wealth() + cells.get(row, output, Coin.REWARD);
      won[i] = reward * cells.get(row, output, Coin.SUM);
    }
    Node total = graph.apply(ADD, most, row(numbers, Coin.SIZE));
    Node bet = graph.apply(DIVIDE, graph.row(won), graph.apply(MULTIPLY, most, total));
    Node isSome = graph.apply(LESS, graph.row(0), most);
    return graph.apply(CHOOSE, isSome, bet, graph.row(0));
  }

  private Node row(Columns.Numbers numbers, int slot) {
    return graph.row(
        IntStream.range(0, numbers.count())
            .mapToDouble(i -> cells.get(numbers.first() + i, output, slot))
            .toArray());
  }

  private Node pick(Columns.Choice choice, IntToDoubleFunction ofRow) {
    double[][] rows = new double[choice.rows().length][1];
    for (int i = 0; i < rows.length; i++) {
      int row = choice.rows()[i];
      rows[i][0] = row < 0 ? 0 : ofRow.applyAsDouble(row);
    }
    return graph.pick(choice.place(), rows);
  }

  /** Returns the bet of a row whose input is 1. */
  private double bet(int row) {
    return isWithin(row) ? cells.get(row, output, 0) : rule.grown(cells, row, output, 1);
  }

  /** Returns the scaled square of a row whose input is 1. */
  private double square(int row) {
    double inverse = cells.get(row, output, Coin.INVERSE);
    return isWithin(row) ? inverse * inverse : 1;
  }

  private boolean isWithin(int row) {
    double inverse = cells.get(row, output, Coin.INVERSE);
    return inverse > 0 && inverse <= 1;
  }
}
