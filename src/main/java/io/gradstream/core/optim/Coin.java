package io.gradstream.core.optim;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.text.RealRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Coin betting: every weight bets a share of the wealth that its bets have won, and needs no rate.
 *
 * <pre>
 *   h = max(h, |x|)         b = max(b, 1, |d|)       m = b h
 *   w = (c + f) / (m (m + e)) a / N                  N: mean over examples of the sum of (x / h)^2
 *   then, with g = d x:     f -= g w N               a -= g          e += |g|
 * </pre>
 *
 * <p>Here {@code d} is the derivative of the loss by the output, and {@code c} the first wealth.
 * Source: F. Orabona, D. Pal, "Coin betting and parameter-free online learning", NeurIPS 2016; K.
 * Chen, J. Langford, F. Orabona, "Better parameter-free stochastic optimization with ODE updates
 * for coin-betting", AAAI 2022; the variant is that of Vowpal Wabbit's {@code --coin}, with inputs
 * scaled by their largest. For linear models only: it sees inputs and derivative apart.
 *
 * @param wealth c, greater than 0: the larger, the larger the first bets
 */
public record Coin(double wealth) implements OnlineRule {

  /** What the first wealth may be. */
  public static final RealRange WEALTH = RealRange.above(0);

  // Moments, behind the bet, that is the weight times N.
  static final int INVERSE = 1; // 1 / h, for it is divided by at every prediction
  static final int MOST = 2; // m
  static final int SUM = 3; // a
  static final int SIZE = 4; // e
  static final int REWARD = 5; // f

  // Sums of the model.
  private static final int SQUARES = 0;
  private static final int COUNT = 1;

  /** Checks the range. */
  public Coin {
    WEALTH.check("wealth", wealth);
  }

  @Override
  public String name() {
    return "coin";
  }

  @Override
  public double learningRate() {
    return Double.NaN;
  }

  @Override
  public int moments() {
    return 5;
  }

  @Override
  public int sums() {
    return 2;
  }

  @Override
  public boolean isPlain() {
    return false;
  }

  @Override
  public double output(Lane lane, FeatureVector x, double[] sums, int firstSum) {
    double[] cells = lane.cells;
    int[] offsets = lane.offsets;
    double[] values = x.values();
    int size = x.size();
    int first = lane.first;
    double squares = 0;
    double sum = 0;
    for (int i = 0; i < size; i++) {
      int at = offsets[i] + first;
      double value = values[i];
      double scaled = at < lane.end ? Math.abs(value) * cells[at + INVERSE] : 0;
      if (scaled > 0 && scaled <= 1) {
        squares += scaled * scaled;
        sum += cells[at] * value;
      } else if (value != 0) { // the largest so far
        squares += 1;
        sum += at < lane.end ? grown(cells, at, Math.abs(value)) * value : 0;
      }
    }
    lane.note = squares;
    return normalised(sum, squares, sums, firstSum);
  }

  /** Returns a sum over N, the example counted in. */
  static double normalised(double sum, double squares, double[] sums, int firstSum) {
    double n = (sums[firstSum + SQUARES] + squares) / (sums[firstSum + COUNT] + 1);
    return n > 0 ? sum / n : 0;
  }

  /** Returns what the bet is with a larger input: m grows with h. */
  double grown(double[] cells, int at, double largest) {
    double most = cells[at + MOST] * (largest * cells[at + INVERSE]);
    return bet(cells, at, most);
  }

  /** {@inheritDoc} N depends on the inputs, too, and so does the bet for one larger than any. */
  @Override
  public void slopes(
      Lane lane, FeatureVector x, double[] sums, int firstSum, double factor, double[] slopes) {
    double output = output(lane, x, sums, firstSum);
    double n = (sums[firstSum + SQUARES] + lane.note) / (sums[firstSum + COUNT] + 1);
    double share = 1 / (sums[firstSum + COUNT] + 1);
    for (int i = 0; i < x.size() && n > 0; i++) {
      int at = lane.offsets[i] + lane.first;
      double value = x.value(i);
      double inverse = at < lane.end ? lane.cells[at + INVERSE] : 0;
      boolean within = Math.abs(value) * inverse <= 1;
      double square = within ? 2 * value * inverse * inverse : 0;
      double sum = at >= lane.end ? 0 : within ? lane.cells[at] : grownSlope(lane.cells, at, value);
      slopes[i] += factor * (sum - output * share * square) / n;
    }
  }

  /** Returns the derivative of the bet for a larger input, times it, by the input. */
  private double grownSlope(double[] cells, int at, double value) {
    double most = cells[at + MOST] * (Math.abs(value) * cells[at + INVERSE]);
    double size = cells[at + SIZE];
    double bet = bet(cells, at, most);
    return most > 0 ? bet - bet * (2 * most + size) / (most + size) : 0; // m is as the input
  }

  /** {@inheritDoc} Both sums of {@link #output}, output by output; N is that of each. */
  @Override
  public Node draw(Graph graph, Columns x, int outputs, Cells cells, double[] sums, int firstSum) {
    List<Node> all = new ArrayList<>();
    for (int k = 0; k < outputs; k++) {
      CoinGraph drawn = new CoinGraph(this, graph, cells, k);
      all.add(drawn.output(x, sums[firstSum + SQUARES], sums[firstSum + COUNT] + 1));
    }
    return outputs == 1 ? all.get(0) : graph.beside(all);
  }

  /** Returns the bet of a row for a larger input than any before. */
  double grown(Cells cells, int row, int output, double size) {
    double most = cells.get(row, output, MOST) * (size * cells.get(row, output, INVERSE));
    double total = most + cells.get(row, output, SIZE);
    double reward = wealth + cells.get(row, output, REWARD);
    return most > 0 ? reward * cells.get(row, output, SUM) / (most * total) : 0;
  }

  @Override
  public double weight(double cell, double[] sums, int firstSum) {
    double squares = sums[firstSum + SQUARES];
    return squares > 0 ? cell * sums[firstSum + COUNT] / squares : 0;
  }

  @Override
  public void count(Lane lane, double[] sums, int firstSum) {
    sums[firstSum + SQUARES] += lane.note;
    sums[firstSum + COUNT]++;
  }

  @Override
  public void step(Lane lane, FeatureVector x, Slope slope, long t, double factor) {
    double[] cells = lane.cells;
    int[] offsets = lane.offsets;
    double[] values = x.values();
    int size = x.size();
    int first = lane.first;
    double d = slope.now();
    double steep = steepness(d);
    for (int i = 0; i < size; i++) {
      step(cells, offsets[i] + first, values[i], d, steep);
    }
  }

  /** Returns the slope that b is at least for a derivative. */
  static double steepness(double d) {
    return d == 0 ? 0 : Math.max(1, Math.abs(d));
  }

  /** Steps the weight at a cell. */
  private void step(double[] cells, int at, double value, double d, double steep) {
    double most = cells[at + MOST];
    double inverse = cells[at + INVERSE];
    double scaled = Math.abs(value) * inverse;
    if (!(scaled <= 1 && scaled > 0 && steep <= most * inverse)) {
      if (value == 0) {
        return;
      }
      grow(cells, at, Math.abs(value), steep);
      most = cells[at + MOST];
    }
    double g = d * value;
    double reward = cells[at + REWARD] - g * cells[at];
    double sum = cells[at + SUM] - g;
    double total = cells[at + SIZE] + Math.abs(g);
    cells[at + REWARD] = reward;
    cells[at + SUM] = sum;
    cells[at + SIZE] = total;
    cells[at] = most > 0 ? (wealth + reward) * sum / (most * (most + total)) : 0;
  }

  /** Takes over a larger input or a steeper loss, and the bet that follows. */
  void grow(double[] cells, int at, double size, double steep) {
    double inverse = cells[at + INVERSE];
    double slope = Math.max(steep, cells[at + MOST] * inverse); // b
    if (!(size * inverse <= 1) || inverse == 0) {
      inverse = 1 / size;
      cells[at + INVERSE] = inverse;
    }
    cells[at + MOST] = slope / inverse;
    cells[at] = bet(cells, at, cells[at + MOST]);
  }

  private double bet(double[] cells, int at, double most) {
    return most > 0
        ? (wealth + cells[at + REWARD]) * cells[at + SUM] / (most * (most + cells[at + SIZE]))
        : 0;
  }
}
