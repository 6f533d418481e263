package io.gradstream.core.loss;

import io.gradstream.core.data.Task;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.text.RealRange;
import java.util.Set;

/**
 * The pinball loss, {@code tau e} for an error {@code e = y - z} above 0 and {@code (tau - 1) e}
 * below: the prediction tends to the quantile {@code tau} of the labels.
 *
 * <p>Source: R. Koenker, G. Bassett, "Regression quantiles", Econometrica 46(1), 1978. Where the
 * error is 0 the subgradient taken is {@code 1 - tau}, one of those allowed.
 *
 * @param tau the quantile, in (0, 1)
 */
public record QuantileLoss(double tau) implements ScalarLoss {

  /** What a quantile may be. */
  public static final RealRange TAU = RealRange.between(0, 1);

  private static final double CLIP_NORM = 100;

  /** Checks the range. */
  public QuantileLoss {
    TAU.check("tau", tau);
  }

  @Override
  public String name() {
    return "quantile";
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.REGRESSION);
  }

  @Override
  public double value(double z, double label) {
    double error = label - z;
    return Math.max(tau * error, (tau - 1) * error);
  }

  @Override
  public double gradient(double z, double score, double label) {
    return label > z ? -tau : 1 - tau;
  }

  @Override
  public double implicitGradient(double z, double score, double label, double q) {
    return Implicit.kink(z - label, -tau, 1 - tau, q);
  }

  @Override
  public double score(double z) {
    return z;
  }

  @Override
  public double quantile() {
    return tau;
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
