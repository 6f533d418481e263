package io.gradstream.core.loss;

import io.gradstream.core.data.Task;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;
import io.gradstream.core.math.Exp;
import java.util.Set;

/**
 * The hinge loss of a linear support vector machine, {@code max(0, 1 - s z)} with {@code s} = +1
 * for label 1 and -1 for label 0.
 *
 * <p>Source: C. Cortes, V. Vapnik, "Support-vector networks", Machine Learning 20, 1995; at the
 * hinge the subgradient taken is 0. The loss says nothing of probabilities: the score that goes out
 * is {@code sigmoid(2 z)}, which is on the right side of 0.5 and orders records as {@code z} does,
 * and is not calibrated.
 */
public record HingeLoss() implements ScalarLoss {

  private static final double CLIP_NORM = 100;
  private static final double STEEPNESS = 2; // of the sigmoid

  @Override
  public String name() {
    return "hinge";
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.BINARY);
  }

  @Override
  public double value(double z, double label) {
    return Math.max(0, 1 - sign(label) * z);
  }

  @Override
  public double gradient(double z, double score, double label) {
    return sign(label) * z < 1 ? -sign(label) : 0;
  }

  @Override
  public double implicitGradient(double z, double score, double label, double q) {
    return Implicit.kink(z - sign(label), Math.min(0, -sign(label)), Math.max(0, -sign(label)), q);
  }

  @Override
  public double score(double z) {
    return 1 / (1 + Exp.of(-STEEPNESS * z));
  }

  @Override
  public double logit() {
    return STEEPNESS;
  }

  @Override
  public Node draw(Graph graph, Node z) {
    return LogLoss.logistic(graph, graph.apply(Operation.MULTIPLY, z, graph.row(STEEPNESS)));
  }

  /**
   * {@inheritDoc}
   *
   * <p>100: the derivative by the output is at most 1, as that of log-loss.
   */
  @Override
  public double defaultClipNorm() {
    return CLIP_NORM;
  }

  private static double sign(double label) {
    return label > 0.5 ? 1 : -1;
  }
}
