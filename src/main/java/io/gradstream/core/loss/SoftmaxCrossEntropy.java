package io.gradstream.core.loss;

import io.gradstream.core.data.Task;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;
import io.gradstream.core.math.Exp;
import java.util.Set;

/**
 * Cross-entropy of a class under the softmax link: {@code ln sum of exp(z_k) - sum of t_k z_k},
 * where the target {@code t} is 1 for the label's class, or with smoothing {@code 1 - s} for it and
 * {@code s / K} for each of the K classes beside.
 *
 * <p>Source: C. M. Bishop, "Pattern recognition and machine learning", 2006, section 4.3.4; label
 * smoothing: C. Szegedy et al., "Rethinking the Inception architecture", CVPR 2016, section 7, as
 * in PyTorch's CrossEntropyLoss. The largest output is subtracted first, so nothing overflows.
 *
 * @param labelSmoothing s, in [0, 0.5)
 */
public record SoftmaxCrossEntropy(double labelSmoothing) implements Loss {

  private static final double CLIP_NORM = 100;
  private static final double TINY = 1e-300; // what a probability is at least, for its logarithm

  /** Creates the loss without smoothing. */
  public SoftmaxCrossEntropy() {
    this(0);
  }

  /** Checks the range. */
  public SoftmaxCrossEntropy {
    LogLoss.SMOOTHING.check("label-smoothing", labelSmoothing);
  }

  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.MULTICLASS);
  }

  @Override
  public double value(double[] z, double label) {
    double largest = largest(z);
    double sum = 0;
    double all = 0;
    for (double each : z) {
      sum += Exp.of(each - largest);
      all += each - largest;
    }
    double own = z[(int) label] - largest;
    return StrictMath.log(sum) - (1 - labelSmoothing) * own - labelSmoothing * all / z.length;
  }

  @Override
  public void gradient(double[] z, double[] scores, double label, double[] dz) {
    double share = labelSmoothing / z.length;
    for (int k = 0; k < z.length; k++) {
      dz[k] = scores[k] - share;
    }
    dz[(int) label] -= 1 - labelSmoothing;
  }

  /**
   * {@inheritDoc}
   *
   * <p>With the other outputs held, a class against the rest is a logistic regression.
   */
  @Override
  public double implicitGradient(int output, double[] z, double[] scores, double label, double q) {
    double score = scores[output];
    double own = output == (int) label ? 1 - labelSmoothing : 0;
    double target = own + labelSmoothing / z.length;
    double logit = StrictMath.log(Math.max(TINY, score) / Math.max(TINY, 1 - score));
    return Implicit.logistic(logit, target, score - target, q);
  }

  @Override
  public void score(double[] z, double[] scores) {
    double largest = largest(z);
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      scores[k] = Exp.of(z[k] - largest);
      sum += scores[k];
    }
    for (int k = 0; k < z.length; k++) {
      scores[k] /= sum;
    }
  }

  @Override
  public Node draw(Graph graph, Node z) {
    return graph.apply(Operation.SOFTMAX, z);
  }

  /**
   * {@inheritDoc}
   *
   * <p>100: the derivative by the outputs has at most norm sqrt(2), about that of log-loss.
   */
  @Override
  public double defaultClipNorm() {
    return CLIP_NORM;
  }

  private static double largest(double[] z) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double each : z) {
      largest = Math.max(largest, each);
    }
    return largest;
  }
}
