package io.gradstream.core.race;

import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.List;

/**
 * Mixes probabilities of two classes; the stacker is a logistic regression on logits. The share of
 * class 1 is that of R. Krichevsky, V. Trofimov, "The performance of universal encoding", 1981:
 * {@code (count + 1/2) / (labels + 1)}.
 */
final class LogitMixer extends Mixer {

  private static final double LARGEST = 20; // of a logit as an input
  private static final double FLATTEST = 1e-4; // of the sigmoid's slope, as the filter sees it

  private static final double[] NO_SCORE = {0};

  private final double[] logits;
  private final double[] z = new double[1];
  private final double[] stacked = new double[1];
  private final double[] derivative = new double[1];
  private final double[] labelsOnly = new double[1];
  private double target; // exactly the label judged last, unless it is smoothed
  private final int positives; // where the weights of labels are added up, then those of all

  LogitMixer(State.Scope scope, Mixing rule, int members) {
    super(scope, rule, members, 2);
    logits = new double[members];
    positives = Filter.cells(members);
  }

  @Override
  void mix(double[][] outputs, double[][] p, Loss loss, double[] mixed) {
    double[] s = state.values();
    for (int j = 0; j < members; j++) {
      logits[j] = Math.max(-LARGEST, Math.min(LARGEST, outputs[j][0]));
    }
    z[0] = filter.predict(s, logits);
    checkStacker(z);
    stacked[0] = Logistic.of(z[0]);
    labelsOnly[0] = (s[positives] + 0.5) / (s[positives + 1] + 1);
    double sum = share.weight(s, 0) * stacked[0] + share.weight(s, lastExpert()) * labelsOnly[0];
    double shares = share.weight(s, 0) + share.weight(s, lastExpert());
    for (int j = 0; j < members; j++) {
      sum += share.weight(s, 1 + j) * p[j][0];
      shares += share.weight(s, 1 + j);
    }
    mixed[0] =
        sum / shares; // shares add up to 1 but for rounding: experts that agree on 0.5 say 0.5
  }

  @Override
  Node draw(Graph graph, List<Node> outputs, List<Node> p, Loss loss, int unused) {
    double[] s = state.values();
    List<Node> bounded =
        outputs.stream().map(each -> graph.within(each, -LARGEST, LARGEST)).toList();
    Node stacking = weighted(graph, bounded, j -> filter.weight(s, j));
    Node own = loss.draw(graph, finite(graph, stacking, 1));
    double shares = share.weight(s, 0) + share.weight(s, lastExpert());
    for (int j = 0; j < members; j++) {
      shares += share.weight(s, 1 + j);
    }
    double whole = shares;
    double ofLabels = (s[positives] + 0.5) / (s[positives + 1] + 1);
    List<Node> experts = new ArrayList<>(List.of(own));
    experts.addAll(p);
    Node sum = weighted(graph, experts, i -> share.weight(s, i) / whole);
    return graph.apply(
        Operation.ADD, sum, graph.row(ofLabels * share.weight(s, lastExpert()) / whole));
  }

  @Override
  void logits(double[] mixed, double[] out) {
    out[0] = logit(mixed[0]);
  }

  @Override
  void slopes(int output, double[][] p, double[] mixed, double[][] dz) {
    double[] s = state.values();
    double shares = share.weight(s, 0) + share.weight(s, lastExpert());
    for (int j = 0; j < members; j++) {
      shares += share.weight(s, 1 + j);
    }
    double certainty = mixed[0] * (1 - mixed[0]) * shares;
    double ofStacker = isLost() ? 0 : share.weight(s, 0) * stacked[0] * (1 - stacked[0]);
    for (int j = 0; j < members; j++) {
      double within = Math.abs(logits[j]) < LARGEST ? filter.weight(s, j) : 0;
      double own = share.weight(s, 1 + j) * p[j][0] * (1 - p[j][0]);
      dz[j][0] = isCertain(mixed[0]) ? 0 : (ofStacker * within + own) / certainty;
    }
  }

  private static boolean isCertain(double p) {
    return p < LEAST || 1 - p < LEAST;
  }

  private static double logit(double p) {
    return StrictMath.log(Math.max(LEAST, p) / Math.max(LEAST, 1 - p));
  }

  @Override
  void judge(double[][] p, double label, double weight, Loss loss) {
    loss.gradient(z, NO_SCORE, label, derivative);
    target = -derivative[0];
    likelihoods[0] = likelihood(stacked[0], target);
    for (int j = 0; j < members; j++) {
      likelihoods[1 + j] = likelihood(p[j][0], target);
    }
    likelihoods[lastExpert()] = likelihood(labelsOnly[0], target);
    double[] s = state.values();
    s[positives] += weight * target;
    s[positives + 1] += weight;
  }

  @Override
  void stack(double label, double weight, Loss loss) {
    double[] s = state.values();
    double error = target - stacked[0];
    double slope = weight * Math.max(FLATTEST, stacked[0] * (1 - stacked[0]));
    double whole = 1 + slope * filter.variance(s, logits);
    filter.move(s, weight * error / whole);
    filter.shrink(s, slope / whole);
    filter.walk(s, rule);
  }

  @Override
  double[] stacked() {
    return stacked;
  }

  @Override
  double[] labelsOnly() {
    return labelsOnly;
  }

  /** Returns {@code p^t (1 - p)^(1 - t)}: with smoothing the target is not 0 or 1. */
  private static double likelihood(double p, double target) {
    double one = Math.max(LEAST, p);
    double other = Math.max(LEAST, 1 - p);
    if (target == 1) {
      return one;
    }
    return target == 0 ? other : StrictMath.pow(one, target) * StrictMath.pow(other, 1 - target);
  }
}
