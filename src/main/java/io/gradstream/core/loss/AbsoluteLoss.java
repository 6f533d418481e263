package io.gradstream.core.loss;

import io.gradstream.core.data.Task;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import java.util.Set;

/**
 * The absolute error, {@code |z - y|}: the prediction tends to the median.
 *
 * <p>Source: least absolute deviations; where the error is 0 the subgradient taken is 0, as in
 * PyTorch's L1Loss.
 */
public record AbsoluteLoss() implements ScalarLoss {

  private static final double CLIP_NORM = 100;

  @Override
  public String name() {
    return "absolute";
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.REGRESSION);
  }

  @Override
  public double value(double z, double label) {
    return Math.abs(z - label);
  }

  @Override
  public double gradient(double z, double score, double label) {
    return Math.signum(z - label);
  }

  @Override
  public double implicitGradient(double z, double score, double label, double q) {
    return Implicit.kink(z - label, -1, 1, q);
  }

  @Override
  public double score(double z) {
    return z;
  }

  @Override
  public Node draw(Graph graph, Node z) {
    return z;
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
}
