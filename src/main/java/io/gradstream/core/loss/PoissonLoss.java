package io.gradstream.core.loss;

import io.gradstream.core.data.Task;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;
import io.gradstream.core.math.Exp;
import java.util.Set;

/**
 * The negative log-likelihood of a Poisson count under the log link, {@code exp(z) - y z}, without
 * the term {@code ln y!} that no parameter changes: the prediction is the rate {@code exp(z)}.
 *
 * <p>Source: P. McCullagh, J. A. Nelder, "Generalized linear models", 2nd edition 1989, chapter 6;
 * PyTorch's PoissonNLLLoss with {@code log_input}. Labels below 0 are no counts and are refused.
 * The output is kept below {@value #LARGEST}, where the rate would soon overflow.
 */
public record PoissonLoss() implements ScalarLoss {

  private static final double LARGEST = 700;
  private static final double CLIP_NORM = 1e6;

  @Override
  public String name() {
    return "poisson";
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.REGRESSION);
  }

  @Override
  public boolean accepts(double label) {
    return label >= 0;
  }

  @Override
  public boolean hasLogLink() {
    return true;
  }

  @Override
  public double value(double z, double label) {
    return score(z) - label * z;
  }

  @Override
  public double excess(double z, double label) {
    double least = label > 0 ? label - label * StrictMath.log(label) : 0;
    return Math.max(0, value(z, label) - least);
  }

  @Override
  public double gradient(double z, double score, double label) {
    return score - label;
  }

  @Override
  public double implicitGradient(double z, double score, double label, double q) {
    return Implicit.rising(z, score - label, q, u -> score(u) - label);
  }

  @Override
  public double score(double z) {
    return Exp.of(Math.min(z, LARGEST));
  }

  @Override
  public Node draw(Graph graph, Node z) {
    Node bounded = graph.within(z, Double.NEGATIVE_INFINITY, LARGEST);
    return graph.apply(Operation.EXP, bounded);
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
