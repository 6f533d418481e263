package io.gradstream.core.race;

import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.loss.SoftmaxCrossEntropy;
import io.gradstream.core.loss.SquaredLoss;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes one prediction of those of a race's members, and learns how; expert 0 is the stacker, then
 * come the members. The last one looks at labels only: the share of each class so far, or the mean,
 * which members that learn noise can be worse than.
 */
abstract class Mixer {

  /** The least probability of a label that an expert is held to have given. */
  static final double LEAST = 1e-15;

  /** Beyond it a number's square could not be added up. */
  static final double LARGEST = 1e100;

  final Mixing rule;
  final int members;
  final Filter filter;
  final FixedShare share;
  final DoubleArray state;
  final double[] likelihoods;
  private boolean lost; // whether the stacker was not finite for the example mixed last

  /**
   * Declares the state: the filter's cells, those of the kind of mixer, and the shares.
   *
   * @param cells of the kind of mixer, from {@code Filter.cells(members)} on
   */
  Mixer(State.Scope scope, Mixing rule, int members, int cells) {
    this.rule = rule;
    this.members = members;
    int first = Filter.cells(members) + cells;
    filter = new Filter(0, members);
    share = new FixedShare(first, 2 + members);
    state = scope.doubles("race.mixer", first + 2 + members);
    filter.begin(state.values(), rule.variance());
    share.begin(state.values());
    likelihoods = new double[2 + members];
  }

  /** Returns the mixer for a loss. */
  static Mixer of(State.Scope scope, Mixing rule, int members, Loss loss) {
    if (loss instanceof LogLoss) {
      return new LogitMixer(scope, rule, members);
    }
    if (loss instanceof SoftmaxCrossEntropy) {
      return new ClassMixer(scope, rule, members);
    }
    boolean stacks = loss instanceof SquaredLoss;
    return new NumberMixer(scope, rule, members, stacks);
  }

  /**
   * Mixes predictions; changes no state.
   *
   * @param z outputs by member
   * @param p scores by member
   * @param mixed written: the mixture's scores
   */
  abstract void mix(double[][] z, double[][] p, Loss loss, double[] mixed);

  /** Writes down what {@link #mix} does: the mixture's scores. */
  abstract Node draw(Graph graph, List<Node> z, List<Node> p, Loss loss, int outputs);

  /** Writes down the weighted sum of tables. */
  static Node weighted(Graph graph, List<Node> tables, IntToDoubleFunction weight) {
    Node sum = graph.apply(Operation.MULTIPLY, tables.get(0), graph.row(weight.applyAsDouble(0)));
    for (int i = 1; i < tables.size(); i++) {
      Node part =
          graph.apply(Operation.MULTIPLY, tables.get(i), graph.row(weight.applyAsDouble(i)));
      sum = graph.apply(Operation.ADD, sum, part);
    }
    return sum;
  }

  /** Writes down outputs with zeros in the place of those of which any is not finite. */
  static Node finite(Graph graph, Node z, int outputs) {
    Node size = graph.apply(Operation.ABSOLUTE, z);
    Node small = graph.apply(Operation.LESS, size, graph.row(LARGEST)); // NaN is not
    if (outputs > 1) {
      Node count = graph.sum(graph.apply(Operation.NUMBER, small), outputs);
      small = graph.apply(Operation.LESS, graph.row(outputs - 0.5), count);
    }
    return graph.apply(Operation.CHOOSE, small, z, graph.row(new double[outputs]));
  }

  /** Writes the logits of the example that was {@link #mix}ed last, given its scores. */
  abstract void logits(double[] mixed, double[] logits);

  /**
   * Writes the derivatives of one of these logits by the members' outputs.
   *
   * @param p scores by member
   * @param dz by member and output
   */
  abstract void slopes(int output, double[][] p, double[] mixed, double[][] dz);

  /** Tells whether the stacker was not finite for the example mixed last, and says nothing. */
  final boolean isLost() {
    return lost;
  }

  /**
   * Learns from the label of the example that was {@link #mix}ed last.
   *
   * @param said what the stacker is judged by, if not by what it says now
   * @param weight by how much it counts, above 0
   * @return whether the stacker was finite; it begins anew otherwise
   */
  final boolean learn(
      double[][] p, double @Nullable [] said, double label, double weight, Loss loss) {
    if (said == null) {
      judge(p, label, weight, loss);
    } else {
      judgeBy(said, p, label, weight, loss);
    }
    if (lost) {
      filter.begin(state.values(), rule.variance());
    } else {
      stack(label, weight, loss);
    }
    weigh(weight);
    return !lost;
  }

  /** Does what {@link #judge} does, by what the stacker said. */
  void judgeBy(double[] said, double[][] p, double label, double weight, Loss loss) {
    double[] stacked = stacked();
    double[] now = stacked.clone();
    System.arraycopy(said, 0, stacked, 0, stacked.length);
    judge(p, label, weight, loss);
    System.arraycopy(now, 0, stacked, 0, stacked.length);
  }

  /** Writes the likelihood of a label by expert, and counts the label. */
  abstract void judge(double[][] p, double label, double weight, Loss loss);

  /** Lets the stacker learn. */
  abstract void stack(double label, double weight, Loss loss);

  /** Returns a member's weight in the stacker; NaN for a loss that is not stacked. */
  double stacking(int member) {
    return filter.weight(state.values(), member);
  }

  /** Returns the stacker's own scores for the example mixed last. */
  abstract double[] stacked();

  /** Returns the scores, for the example mixed last, of looking at labels only. */
  abstract double[] labelsOnly();

  /** Puts zeros for outputs of the stacker of which any is not finite, as if it said nothing. */
  void checkStacker(double[] z) {
    lost = false;
    for (double each : z) {
      lost |= !(Math.abs(each) < LARGEST);
    }
    if (lost) {
      Arrays.fill(z, 0);
    }
  }

  /** Returns the number of the expert that looks at labels only. */
  int lastExpert() {
    return 1 + members;
  }

  /** Returns the weight of an expert in the mixture. */
  double weight(int expert) {
    return share.weight(state.values(), expert);
  }

  /** Weighs the experts by the likelihoods, each to the power of the example's weight. */
  private void weigh(double weight) {
    for (int i = 0; i < likelihoods.length && weight != 1; i++) {
      likelihoods[i] = Math.max(Double.MIN_NORMAL, StrictMath.pow(likelihoods[i], weight));
    }
    share.learn(state.values(), likelihoods, rule.share(), rule.forgetting());
    state.touchAll();
  }
}
