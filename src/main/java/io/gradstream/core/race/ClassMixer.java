package io.gradstream.core.race;

import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.math.Exp;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mixes probabilities of several classes; the stacker is a softmax regression on logarithms of the
 * members' probabilities, with one weight a member for all classes. Shares of classes are those of
 * Krichevsky and Trofimov, {@code (count + 1/2) / (labels + classes/2)}.
 */
final class ClassMixer extends Mixer {

  private static final double LEAST_LOG = -20; // of a probability as an input
  private static final double RARE = 1e-4; // classes below do not shape the covariance

  private final DoubleArray counts; // weights of labels by class
  private final double[] means;
  private final double[] slopes;
  private final double[] inputs;
  private double[][] logs = {}; // by member and class
  private double[] z = {};
  private double[] stacked = {};
  private double[] labelsOnly = {};
  private double[] derivatives = {};

  ClassMixer(State.Scope scope, Mixing rule, int members) {
    super(scope, rule, members, 0);
    counts = scope.doubles("race.classes", 0);
    means = new double[members];
    slopes = new double[members];
    inputs = new double[members];
  }

  @Override
  void mix(double[][] outputs, double[][] p, Loss loss, double[] mixed) {
    int classes = mixed.length;
    resize(classes);
    double[] s = state.values();
    Arrays.fill(z, 0);
    for (int j = 0; j < members; j++) {
      takeLogs(outputs[j], p[j], logs[j]);
      for (int k = 0; k < classes; k++) {
        z[k] += filter.weight(s, j) * logs[j][k];
      }
    }
    checkStacker(z);
    softmax();
    shareOut();
    for (int k = 0; k < classes; k++) {
      double sum = share.weight(s, 0) * stacked[k] + share.weight(s, lastExpert()) * labelsOnly[k];
      for (int j = 0; j < members; j++) {
        sum += share.weight(s, 1 + j) * p[j][k];
      }
      mixed[k] = sum;
    }
  }

  @Override
  Node draw(Graph graph, List<Node> outputs, List<Node> p, Loss loss, int classes) {
    double[] s = state.values();
    List<Node> logarithms =
        p.stream()
            .map(each -> graph.apply(Operation.LOG, each))
            .map(each -> graph.within(each, LEAST_LOG, 0))
            .toList();
    Node stacking = weighted(graph, logarithms, j -> filter.weight(s, j));
    List<Node> experts =
        new ArrayList<>(List.of(loss.draw(graph, finite(graph, stacking, classes))));
    experts.addAll(p);
    resize(classes);
    shareOut();
    double[] ofLabels = labelsOnly.clone();
    Arrays.setAll(ofLabels, k -> share.weight(s, lastExpert()) * ofLabels[k]);
    Node sum = weighted(graph, experts, i -> share.weight(s, i));
    return graph.apply(Operation.ADD, sum, graph.row(ofLabels));
  }

  @Override
  void logits(double[] mixed, double[] out) {
    for (int k = 0; k < mixed.length; k++) {
      out[k] = StrictMath.log(Math.max(LEAST, mixed[k]));
    }
  }

  @Override
  void slopes(int output, double[][] p, double[] mixed, double[][] dz) {
    double[] s = state.values();
    double ofStacker = isLost() ? 0 : share.weight(s, 0) * stacked[output];
    for (int j = 0; j < members; j++) {
      double stacking = ofStacker * filter.weight(s, j);
      double free = 0; // what the stacker gives to classes whose logarithm is not bounded
      for (int n = 0; n < mixed.length; n++) {
        free += logs[j][n] > LEAST_LOG ? stacked[n] : 0;
      }
      double own = share.weight(s, 1 + j) * p[j][output];
      double ofOutput = logs[j][output] > LEAST_LOG ? 1 : 0;
      for (int m = 0; m < mixed.length; m++) {
        double same = m == output ? 1 : 0;
        double ofM = logs[j][m] > LEAST_LOG ? stacked[m] : 0;
        double byStacker = ofOutput * (same - p[j][m]) - ofM + p[j][m] * free;
        double sum = stacking * byStacker + own * (same - p[j][m]);
        dz[j][m] = mixed[output] < LEAST ? 0 : sum / mixed[output];
      }
    }
  }

  @Override
  void judge(double[][] p, double label, double weight, Loss loss) {
    int own = (int) label;
    likelihoods[0] = Math.max(LEAST, stacked[own]);
    for (int j = 0; j < members; j++) {
      likelihoods[1 + j] = Math.max(LEAST, p[j][own]);
    }
    likelihoods[lastExpert()] = Math.max(LEAST, labelsOnly[own]);
    counts.grow(1 + own);
    counts.set(own, counts.get(own) + weight);
  }

  @Override
  void stack(double label, double weight, Loss loss) {
    double[] s = state.values();
    loss.gradient(z, stacked, label, derivatives);
    for (int j = 0; j < members; j++) {
      means[j] = 0;
      slopes[j] = 0;
      for (int k = 0; k < z.length; k++) {
        means[j] += stacked[k] * logs[j][k];
        slopes[j] -= weight * derivatives[k] * logs[j][k];
      }
    }
    for (int k = 0; k < z.length; k++) {
      if (stacked[k] > RARE) {
        shrink(s, k, weight * stacked[k]);
      }
    }
    filter.moveAlong(s, slopes);
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

  private void shareOut() {
    double sum = 0;
    for (int k = 0; k < labelsOnly.length; k++) {
      sum += labelsOnly[k] = (k < counts.size() ? counts.get(k) : 0) + 0.5;
    }
    for (int k = 0; k < labelsOnly.length; k++) {
      labelsOnly[k] /= sum;
    }
  }

  private void shrink(double[] s, int k, double certainty) {
    for (int j = 0; j < members; j++) {
      inputs[j] = logs[j][k] - means[j];
    }
    filter.shrink(s, certainty / (1 + certainty * filter.variance(s, inputs)));
  }

  /** Takes logarithms of probabilities, one of them by the logarithm and the others from it. */
  private static void takeLogs(double[] outputs, double[] p, double[] logs) {
    int best = 0;
    for (int k = 1; k < p.length; k++) {
      best = p[k] > p[best] ? k : best;
    }
    double whole = outputs[best] - StrictMath.log(p[best]); // of the exponentials
    for (int k = 0; k < p.length; k++) {
      logs[k] = Math.max(LEAST_LOG, outputs[k] - whole);
    }
  }

  private void softmax() {
    double largest = Double.NEGATIVE_INFINITY;
    for (double each : z) {
      largest = Math.max(largest, each);
    }
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      sum += stacked[k] = Exp.of(z[k] - largest);
    }
    for (int k = 0; k < z.length; k++) {
      stacked[k] /= sum;
    }
  }

  private void resize(int classes) {
    if (z.length != classes) {
      z = new double[classes];
      stacked = new double[classes];
      labelsOnly = new double[classes];
      derivatives = new double[classes];
      logs = new double[members][classes];
    }
  }
}
