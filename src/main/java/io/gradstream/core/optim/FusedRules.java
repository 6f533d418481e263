package io.gradstream.core.optim;

import io.gradstream.core.data.FeatureVector;
import java.util.List;
import java.util.Optional;

/**
 * Proximal Adagrad, proximal SGD, coin betting and RMS-max, in this order and side by side in a
 * row, stepped in one loop: what four loops would do, with the same bits, in two thirds of the
 * time.
 *
 * <p>They are the members of a race unless others are chosen, so this is the way that most records
 * go. For a model of one output.
 */
public final class FusedRules {

  // Where their weights are in a row; moments follow.
  private static final int ADAGRAD = 0;
  private static final int SGD = 2;
  private static final int COIN = 3;
  private static final int RMS_MAX = 9;

  private final ProximalAdagrad adagrad;
  private final ProximalSgd sgd;
  private final Coin coin;
  private final RmsMax rmsMax;

  private FusedRules(ProximalAdagrad adagrad, ProximalSgd sgd, Coin coin, RmsMax rmsMax) {
    this.adagrad = adagrad;
    this.sgd = sgd;
    this.coin = coin;
    this.rmsMax = rmsMax;
  }

  /** Returns the rules in one, if they are those that can be. */
  public static Optional<FusedRules> of(List<OnlineRule> rules) {
    return rules.size() == 4
            && rules.get(0) instanceof ProximalAdagrad first
            && rules.get(1) instanceof ProximalSgd second
            && rules.get(2) instanceof Coin third
            && rules.get(3) instanceof RmsMax fourth
        ? Optional.of(new FusedRules(first, second, third, fourth))
        : Optional.empty();
  }

  /**
   * Writes the four outputs; changes nothing.
   *
   * @param lane of the first rule
   * @param sums those of the coin
   * @param z written: an array for each rule, the output at 0
   */
  public void outputs(Lane lane, FeatureVector x, double[] sums, double[][] z) {
    double[] cells = lane.cells;
    int[] offsets = lane.offsets;
    double[] values = x.values();
    int size = x.size();
    int end = lane.end;
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double squares = 0;
    for (int i = 0; i < size; i++) {
      int at = offsets[i];
      double value = values[i];
      if (at >= end) {
        squares += value == 0 ? 0 : 1;
        continue;
      }
      double scaled = Math.abs(value) * cells[at + COIN + Coin.INVERSE];
      a += cells[at + ADAGRAD] * value;
      b += cells[at + SGD] * value;
      d += cells[at + RMS_MAX] * value;
      if (scaled > 0 && scaled <= 1) {
        squares += scaled * scaled;
        c += cells[at + COIN] * value;
      } else if (value != 0) {
        squares += 1;
        c += coin.grown(cells, at + COIN, Math.abs(value)) * value;
      }
    }
    lane.note = squares;
    z[0][0] = a;
    z[1][0] = b;
    z[2][0] = Coin.normalised(c, squares, sums, 0);
    z[3][0] = d;
  }

  /**
   * Takes a step by each rule.
   *
   * @param slopes of the four
   */
  public void step(Lane lane, FeatureVector x, Slope[] slopes, double factor) {
    int size = x.size();
    double[] cells = lane.cells;
    int[] offsets = lane.offsets;
    double[] values = x.values();
    double[] rates =
        Steps.rates(
            lane,
            x,
            slopes[0].now(),
            1 - adagrad.sumDecay(),
            1,
            adagrad.learningRate() * factor,
            adagrad.epsilon());
    double d0 = slopes[0].afterStep(Steps.squares(rates, values, size));
    double eta1 = sgd.learningRate() * factor;
    double step1 = eta1 * slopes[1].afterStep(eta1 * lane.squares);
    double d2 = slopes[2].now();
    double steep = Coin.steepness(d2);
    double wealth = coin.wealth();
    double d3 = slopes[3].now();
    double eta3 = rmsMax.learningRate() * factor;
    double rho = rmsMax.rho();
    for (int i = 0; i < size; i++) { // the rules' own steps, written out: calls take a tenth more
      int at = offsets[i];
      double value = values[i];
      cells[at + ADAGRAD] -= rates[i] * d0 * value;
      cells[at + SGD] -= step1 * value;
      double g = d3 * value;
      double v = rho * cells[at + RMS_MAX + RmsMax.MEAN] + (1 - rho) * g * g;
      cells[at + RMS_MAX + RmsMax.MEAN] = v;
      if (!(v <= cells[at + RMS_MAX + RmsMax.MOST])) {
        cells[at + RMS_MAX + RmsMax.MOST] = v;
        cells[at + RMS_MAX + RmsMax.INVERSE] = rmsMax.inverse(v);
      }
      cells[at + RMS_MAX] -= eta3 * g * cells[at + RMS_MAX + RmsMax.INVERSE];
      double most = cells[at + COIN + Coin.MOST];
      double inverse = cells[at + COIN + Coin.INVERSE];
      double scaled = Math.abs(value) * inverse;
      if (!(scaled <= 1 && scaled > 0 && steep <= most * inverse)) {
        if (value == 0) {
          continue;
        }
        coin.grow(cells, at + COIN, Math.abs(value), steep);
        most = cells[at + COIN + Coin.MOST];
      }
      double won = d2 * value;
      double reward = cells[at + COIN + Coin.REWARD] - won * cells[at + COIN];
      double sum = cells[at + COIN + Coin.SUM] - won;
      double total = cells[at + COIN + Coin.SIZE] + Math.abs(won);
      cells[at + COIN + Coin.REWARD] = reward;
      cells[at + COIN + Coin.SUM] = sum;
      cells[at + COIN + Coin.SIZE] = total;
      cells[at + COIN] = most > 0 ? (wealth + reward) * sum / (most * (most + total)) : 0;
    }
  }
}
