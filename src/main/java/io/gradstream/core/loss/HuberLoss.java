package io.gradstream.core.loss;

import io.gradstream.core.data.Task;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.text.RealRange;
import java.util.Set;

/**
 * Huber's loss: half the squared error up to {@code delta}, linear beyond, so that outliers pull no
 * harder than {@code delta}.
 *
 * <p>Source: P. J. Huber, "Robust estimation of a location parameter", Annals of Mathematical
 * Statistics 35(1), 1964; the variant of PyTorch's HuberLoss.
 *
 * @param delta the error from which on the loss is linear, in the label's unit, greater than 0
 */
public record HuberLoss(double delta) implements ScalarLoss {

  /** What an error may be. */
  public static final RealRange DELTA = RealRange.above(0);

  private static final double CLIP_NORM = 100;

  /** Checks the range. */
  public HuberLoss {
    DELTA.check("delta", delta);
  }

  @Override
  public String name() {
    return "huber";
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.REGRESSION);
  }

  @Override
  public double value(double z, double label) {
    double error = Math.abs(z - label);
    return error <= delta ? 0.5 * error * error : delta * (error - 0.5 * delta);
  }

  @Override
  public double gradient(double z, double score, double label) {
    return Math.max(-delta, Math.min(delta, z - label));
  }

  @Override
  public double implicitGradient(double z, double score, double label, double q) {
    return Math.max(-delta, Math.min(delta, (z - label) / (1 + q)));
  }

  @Override
  public double score(double z) {
    return z;
  }

  /** {@inheritDoc} Delta stays the same error in the label's own unit. */
  @Override
  public Loss per(double unit) {
    return new HuberLoss(Math.max(Double.MIN_VALUE, Math.min(Double.MAX_VALUE / 2, delta / unit)));
  }

  @Override
  public Node draw(Graph graph, Node z) {
    return z;
  }

  /**
   * {@inheritDoc}
   *
   * <p>100 times delta, which is the largest derivative by the output.
   */
  @Override
  public double defaultClipNorm() {
    return CLIP_NORM * delta;
  }
}
