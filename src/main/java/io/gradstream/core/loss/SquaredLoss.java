package io.gradstream.core.loss;

import io.gradstream.core.data.Task;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import java.util.Set;

/**
 * Half the squared error, {@code (z - y)^2 / 2}: the prediction tends to the mean.
 *
 * <p>Source: least squares; the half, which makes the derivative {@code z - y}, is the convention
 * of C. M. Bishop, "Pattern recognition and machine learning", 2006, equation 3.12. PyTorch's
 * MSELoss is twice this.
 */
public record SquaredLoss() implements ScalarLoss {

  private static final double CLIP_NORM = 1e6;

  @Override
  public String name() {
    return "squared";
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.REGRESSION);
  }

  @Override
  public double value(double z, double label) {
    return 0.5 * (z - label) * (z - label);
  }

  @Override
  public double gradient(double z, double score, double label) {
    return z - label;
  }

  @Override
  public double implicitGradient(double z, double score, double label, double q) {
    return (z - label) / (1 + q);
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
   * <p>A million: the derivative is an error in the label's own unit, which nobody knows
   * beforehand.
   */
  @Override
  public double defaultClipNorm() {
    return CLIP_NORM;
  }
}
