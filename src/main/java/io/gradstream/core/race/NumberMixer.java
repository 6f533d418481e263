package io.gradstream.core.race;

import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.loss.ScalarLoss;
import io.gradstream.core.math.Exp;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mixes raw outputs of one each; for squared loss the stacker is a linear regression on those of
 * the members, for other losses it is their mean, for the filter is one of squared errors.
 *
 * <p>Losses have no likelihood of their own here: an expert's is {@code exp(-loss / 2v)}, with v
 * the least of the experts' fading mean losses, that is the Gaussian's for squared loss. An output
 * of 0 is what labels alone say: their mean, where they are scaled.
 */
final class NumberMixer extends Mixer {

  private static final double MOST = 50; // of a loss over 2v: what one wild label can do
  private static final double LEAST_ERROR = 1e-6; // squared, as the filter's noise
  private static final double LEAST_LOSS = 1e-12;

  private final boolean stacks;
  private final int noise; // where the variance of the filter's observations is
  private final int count;
  private final int means; // where the fading means of the experts' losses are
  private final double[] inputs;
  private final double[] z = new double[1];
  private final double[] stacked = new double[1];
  private final double[] zero = new double[1];
  private final double[] labelsOnly = new double[1];
  private double output; // of the example mixed last

  NumberMixer(State.Scope scope, Mixing rule, int members, boolean stacks) {
    super(scope, rule, members, 4 + members);
    this.stacks = stacks;
    noise = Filter.cells(members);
    count = noise + 1;
    means = noise + 2;
    state.values()[noise] = 1;
    inputs = new double[members];
  }

  @Override
  void mix(double[][] outputs, double[][] p, Loss loss, double[] mixed) {
    double[] s = state.values();
    for (int j = 0; j < members; j++) {
      inputs[j] = outputs[j][0];
    }
    z[0] = filter.predict(s, inputs); // the mean where nothing moves the weights
    checkStacker(z);
    loss.score(z, stacked);
    loss.score(zero, labelsOnly);
    double sum = share.weight(s, 0) * z[0];
    for (int j = 0; j < members; j++) {
      sum += share.weight(s, 1 + j) * inputs[j];
    }
    output = sum;
    mixed[0] = ((ScalarLoss) loss).score(sum);
  }

  @Override
  Node draw(Graph graph, List<Node> outputs, List<Node> p, Loss loss, int unused) {
    double[] s = state.values();
    Node stacking = weighted(graph, outputs, j -> filter.weight(s, j));
    List<Node> experts = new ArrayList<>(List.of(finite(graph, stacking, 1)));
    experts.addAll(outputs);
    return loss.draw(graph, weighted(graph, experts, i -> share.weight(s, i)));
  }

  @Override
  void logits(double[] mixed, double[] logits) {
    logits[0] = output;
  }

  @Override
  void slopes(int unused, double[][] p, double[] mixed, double[][] dz) {
    double[] s = state.values();
    double ofStacker = isLost() ? 0 : share.weight(s, 0);
    for (int j = 0; j < members; j++) {
      dz[j][0] = ofStacker * filter.weight(s, j) + share.weight(s, 1 + j);
    }
  }

  @Override
  double stacking(int member) {
    return stacks ? super.stacking(member) : Double.NaN;
  }

  @Override
  double[] stacked() {
    return stacked;
  }

  @Override
  double[] labelsOnly() {
    return labelsOnly;
  }

  /** A loss that is stacked scores by the output itself. */
  @Override
  void judgeBy(double[] said, double[][] p, double label, double weight, Loss loss) {
    double now = z[0];
    z[0] = stacks ? said[0] : now;
    judge(p, label, weight, loss);
    z[0] = now;
  }

  private double output(int expert) {
    return expert == 0 ? z[0] : expert == lastExpert() ? 0 : inputs[expert - 1];
  }

  @Override
  void judge(double[][] p, double label, double weight, Loss loss) {
    if (!(Math.abs(label) < LARGEST)) {
      Arrays.fill(likelihoods, 1); // all are as far from it
      return;
    }
    double[] s = state.values();
    double fading = Math.max(rule.fading(), 1 / ++s[count]);
    double least = Double.POSITIVE_INFINITY;
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= lastExpert(); i++) {
      likelihoods[i] = ((ScalarLoss) loss).excess(output(i), label);
      least = Math.min(least, likelihoods[i]);
      s[means + i] += fading * (likelihoods[i] - s[means + i]);
      best = Math.min(best, s[means + i]);
    }
    double unit = 2 * Math.max(LEAST_LOSS, best);
    double smallest = Math.min(MOST, least / unit);
    for (int i = 0; i <= lastExpert(); i++) {
      likelihoods[i] = Exp.of(smallest - Math.min(MOST, likelihoods[i] / unit));
    }
  }

  @Override
  void stack(double label, double weight, Loss loss) {
    if (!stacks || !(Math.abs(label) < LARGEST)) {
      return;
    }
    double[] s = state.values();
    double error = label - z[0];
    s[noise] += rule.fading() * (Math.max(LEAST_ERROR, error * error) - s[noise]);
    double whole = s[noise] / weight + filter.variance(s, inputs);
    filter.move(s, error / whole);
    filter.shrink(s, 1 / whole);
    filter.walk(s, rule);
  }
}
