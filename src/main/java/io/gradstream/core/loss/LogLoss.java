package io.gradstream.core.loss;

import io.gradstream.core.data.Task;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;
import io.gradstream.core.math.Exp;
import io.gradstream.core.text.RealRange;
import java.util.Set;

/**
 * Log-loss of a binary label under the logistic link: {@code -ln sigmoid(z)} for 1, {@code -ln(1 -
 * sigmoid(z))} for 0.
 *
 * <p>Written so that no intermediate overflows, with the same bits on every machine. With label
 * smoothing {@code s} the label is {@code 1 - s/2} for the positive class and {@code s/2} for the
 * other (C. Szegedy et al., "Rethinking the Inception architecture", CVPR 2016, section 7, for two
 * classes).
 *
 * @param labelSmoothing s, in [0, 0.5)
 */
public record LogLoss(double labelSmoothing) implements ScalarLoss {

  /** What label smoothing may be: from half of the label on nothing is left to learn. */
  public static final RealRange SMOOTHING = RealRange.from(0, 0.5);

  private static final double CLIP_NORM = 100;

  /** Creates the loss without smoothing. */
  public LogLoss() {
    this(0);
  }

  /** Checks the range. */
  public LogLoss {
    SMOOTHING.check("label-smoothing", labelSmoothing);
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.BINARY);
  }

  @Override
  public String name() {
    return "log";
  }

  @Override
  public double value(double z, double label) {
    double margin = label > 0.5 ? z : -z;
    double tail = StrictMath.log1p(Exp.of(-Math.abs(margin)));
    double loss = margin > 0 ? tail : tail - margin;
    return loss + 0.5 * labelSmoothing * margin; // ln(1 - p) = ln(p) - margin
  }

  @Override
  public double gradient(double z, double score, double label) {
    return score - label + labelSmoothing * (label - 0.5);
  }

  @Override
  public double implicitGradient(double z, double score, double label, double q) {
    double target = label - labelSmoothing * (label - 0.5);
    return Implicit.logistic(z, target, score - target, q);
  }

  @Override
  public double score(double z) {
    if (z >= 0) {
      return 1 / (1 + Exp.of(-z));
    }
    double e = Exp.of(z);
    return e / (1 + e);
  }

  @Override
  public Node draw(Graph graph, Node z) {
    return logistic(graph, z);
  }

  /** Writes down {@code 1 / (1 + exp(-z))}. */
  static Node logistic(Graph graph, Node z) {
    Node minus = graph.apply(Operation.SUBTRACT, graph.row(0), z);
    Node whole = graph.apply(Operation.ADD, graph.row(1), graph.apply(Operation.EXP, minus));
    return graph.apply(Operation.DIVIDE, graph.row(1), whole);
  }

  /**
   * {@inheritDoc}
   *
   * <p>100: the derivative by the output is at most 1, so the norm is at most that of the features,
   * 3 to 6 for a dozen standardised columns.
   */
  @Override
  public double defaultClipNorm() {
    return CLIP_NORM;
  }
}
