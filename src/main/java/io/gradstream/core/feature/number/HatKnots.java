package io.gradstream.core.feature.number;

import static io.gradstream.core.graph.Operation.LEAST;
import static io.gradstream.core.graph.Operation.MULTIPLY;
import static io.gradstream.core.graph.Operation.SUBTRACT;

import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Where the hat functions of {@link Hats} have their tops, in standard deviations from the mean:
 * near where most numbers are, and few farther out, which tame heavy tails.
 */
final class HatKnots {

  private static final double[] KNOTS = {
    -20, -10, -5, -3, -2, -1.5, -1, -0.6, -0.3, 0, 0.3, 0.6, 1, 1.5, 2, 3, 5, 10, 20
  };

  private static final List<String> NAMES =
      DoubleStream.of(KNOTS).mapToObj(Derivation::text).toList();

  /** How many there are. */
  static final int COUNT = KNOTS.length;

  private static final int CELLS = 10; // in a unit; a knot is at the edge of a cell, to rounding
  private static final double LAST = KNOTS[COUNT - 1];
  private static final byte[] INTERVALS = intervals();
  private static final double[] INVERSE_LENGTHS = inverseLengths();

  private HatKnots() {}

  /** Returns the knots as people write them, from below. */
  static List<String> names() {
    return NAMES;
  }

  /** Returns the nearest number that is not outside the knots. */
  static double within(double z) {
    return Math.max(-LAST, Math.min(LAST, z));
  }

  /**
   * Returns the knot at or below a number within the knots, of the last interval its lower one. A
   * table tells, without a search; where rounding put the number into the cell beside its own, the
   * knots themselves decide.
   */
  static int below(double z) {
    int knot = INTERVALS[(int) ((z + LAST) * CELLS)];
    if (z < KNOTS[knot]) {
      return knot - 1;
    }
    return z >= KNOTS[knot + 1] && knot < COUNT - 2 ? knot + 1 : knot;
  }

  /** Returns where a number lies between a knot and the next one: 0 at the former, 1 at this. */
  static double share(int knot, double z) {
    return Math.min(1, (z - KNOTS[knot]) * INVERSE_LENGTHS[knot]);
  }

  /** Writes down the hats of a column: the lesser of a rising and a falling line, from 0 to 1. */
  static Node draw(Graph graph, Node z) {
    double[] from = new double[COUNT];
    double[] rise = new double[COUNT];
    double[] fall = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      from[i] = i == 0 ? -LAST - 1 : KNOTS[i - 1];
      rise[i] = i == 0 ? 1 : INVERSE_LENGTHS[i - 1];
      fall[i] = i == COUNT - 1 ? 0 : INVERSE_LENGTHS[i];
    }
    Node within = graph.within(z, -LAST, LAST);
    Node rising =
        graph.apply(MULTIPLY, graph.apply(SUBTRACT, within, graph.row(from)), graph.row(rise));
    Node over =
        graph.apply(MULTIPLY, graph.apply(SUBTRACT, within, graph.row(KNOTS)), graph.row(fall));
    Node falling = graph.apply(SUBTRACT, graph.row(1), over);
    return graph.within(graph.apply(LEAST, rising, falling), 0, 1);
  }

  private static byte[] intervals() {
    byte[] table = new byte[(int) (2 * LAST) * CELLS + 1];
    int knot = 0;
    for (int cell = 0; cell < table.length; cell++) {
      double middle = (cell + 0.5) / CELLS - LAST;
      while (knot < COUNT - 2 && KNOTS[knot + 1] < middle) {
        knot++;
      }
      table[cell] = (byte) knot;
    }
    return table;
  }

  private static double[] inverseLengths() {
    double[] inverse = new double[COUNT - 1];
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = 1 / (KNOTS[i + 1] - KNOTS[i]);
    }
    return inverse;
  }
}
