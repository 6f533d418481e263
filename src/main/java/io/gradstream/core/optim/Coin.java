package io.gradstream.core.optim;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.text.RealRange;

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
 * Chen, J. Langford, F. Orabona, "Better parameter-free stochastic optimization with ODE updates for
 * coin-betting", AAAI 2022; the variant is that of Vowpal Wabbit's {@code --coin}, with inputs
 * scaled by their largest. For linear models only: it sees inputs and derivative apart.
 *
 * @param wealth c, greater than 0: the larger, the larger the first bets
 */
public record Coin(double wealth) implements OnlineRule {

  /** What the first wealth may be. */
  public static final RealRange WEALTH = RealRange.above(0);

  // Moments, behind the bet, that is the weight times N.
  private static final int INVERSE = 1; // 1 / h, for it is divided by at every prediction
  private static final int SLOPE = 2; // b
  private static final int SUM = 3; // a
  private static final int SIZE = 4; // e
  private static final int REWARD = 5; // f

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
    int[] rows = x.rows();
    double[] values = x.values();
    double squares = 0;
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      int at = rows[i] * lane.stride + lane.first;
      double value = values[i];
      double scaled = at < lane.end ? Math.abs(value) * cells[at + INVERSE * lane.gap] : 0;
      if (scaled > 0 && scaled <= 1) {
        squares += scaled * scaled;
        sum += cells[at] * value;
      } else if (value != 0) { // the largest so far
        squares += 1;
        sum += at < lane.end ? bet(cells, at, lane.gap, 1 / Math.abs(value)) * value : 0;
      }
    }
    double n = (sums[firstSum + SQUARES] + squares) / (sums[firstSum + COUNT] + 1);
    return n > 0 ? sum / n : 0;
  }

  @Override
  public double weight(Lane lane, int row, double[] sums, int firstSum) {
    int at = row * lane.stride + lane.first;
    double squares = sums[firstSum + SQUARES];
    return at < lane.end && squares > 0
        ? lane.cells[at] * sums[firstSum + COUNT] / squares
        : 0;
  }

  @Override
  public void count(Lane lane, FeatureVector x, double[] sums, int firstSum) {
    double[] cells = lane.cells;
    int[] rows = x.rows();
    double[] values = x.values();
    double squares = 0;
    for (int i = 0; i < x.size(); i++) {
      double scaled =
          Math.abs(values[i]) * cells[rows[i] * lane.stride + lane.first + INVERSE * lane.gap];
      squares += scaled > 0 && scaled <= 1 ? scaled * scaled : values[i] == 0 ? 0 : 1;
    }
    sums[firstSum + SQUARES] += squares;
    sums[firstSum + COUNT]++;
  }

  @Override
  public void step(Lane lane, FeatureVector x, Slope slope, long t, double factor) {
    double[] cells = lane.cells;
    int[] rows = x.rows();
    double[] values = x.values();
    int gap = lane.gap;
    double d = slope.now();
    double steep = Math.max(1, Math.abs(d));
    for (int i = 0; i < x.size(); i++) {
      int at = rows[i] * lane.stride + lane.first;
      double value = values[i];
      if (value == 0) {
        continue;
      }
      double inverse = cells[at + INVERSE * gap];
      if (!(Math.abs(value) * inverse <= 1) || inverse == 0) {
        inverse = cells[at + INVERSE * gap] = 1 / Math.abs(value);
      }
      if (steep > cells[at + SLOPE * gap] && d != 0) {
        cells[at + SLOPE * gap] = steep;
      }
      double g = d * value;
      cells[at + REWARD * gap] -= g * bet(cells, at, gap, inverse);
      cells[at + SUM * gap] -= g;
      cells[at + SIZE * gap] += Math.abs(g);
      cells[at] = bet(cells, at, gap, inverse);
    }
  }

  private double bet(double[] cells, int at, int gap, double inverse) {
    double most = cells[at + SLOPE * gap] / inverse;
    return most > 0
        ? (wealth + cells[at + REWARD * gap])
            / (most * (most + cells[at + SIZE * gap]))
            * cells[at + SUM * gap]
        : 0;
  }
}
