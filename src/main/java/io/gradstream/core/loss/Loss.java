package io.gradstream.core.loss;

import io.gradstream.core.data.Task;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import java.util.Set;

/**
 * How wrong a model's raw outputs {@code z} are for a label, with the link that makes a prediction
 * of them.
 *
 * <p>Losses of one output read and write element 0 ({@link ScalarLoss}); softmax has an output for
 * each class. Arrays are as long as the model has outputs.
 */
public interface Loss {

  /** Returns the name by which the YAML knows the loss. */
  String name();

  /** Returns the tasks for which this is a loss. */
  Set<Task> tasks();

  /** Tells whether a label of the task can be learned from. */
  default boolean accepts(double label) {
    return true;
  }

  /** Returns the loss of outputs {@code z} for {@code label}. */
  double value(double[] z, double label);

  /**
   * Writes the derivatives of the loss by {@code z} into {@code dz}.
   *
   * @param scores what {@link #score} made of {@code z}, which the caller has already
   */
  void gradient(double[] z, double[] scores, double label, double[] dz);

  /**
   * Returns the derivative of the loss by one output where a proximal step ends: {@code g(u)} with
   * {@code u = z - q g(u)}, the other outputs held as they are.
   *
   * @param output its number
   * @param scores what {@link #score} made of {@code z}
   * @param q by how much the step moves the output for a derivative of 1, 0 or more
   */
  double implicitGradient(int output, double[] z, double[] scores, double label, double q);

  /** Writes what goes out for {@code z} into {@code scores}: probabilities for a classifier. */
  void score(double[] z, double[] scores);

  /** Writes down what {@link #score} makes of outputs, a column each. */
  Node draw(Graph graph, Node z);

  /** Returns the logit of the score, of a probability, for an output of 1. */
  default double logit() {
    return 1;
  }

  /** Tells whether the prediction is {@code exp(z)}, so that what is learned is a ratio. */
  default boolean hasLogLink() {
    return false;
  }

  /**
   * Returns this loss for labels that are given in units of {@code unit}: what it says of errors in
   * the label's own unit is translated.
   *
   * @param unit at least 0; 0 as long as all labels are one, when no error is large
   */
  default Loss per(double unit) {
    return this;
  }

  /** Returns the quantile of the labels that validation judges predictions by, in (0, 1). */
  default double quantile() {
    return 0.5;
  }

  /**
   * Returns the gradient norm at which steps are clipped unless configured: far above what ordinary
   * records of this loss give, so that it catches a blow-up and leaves learning alone.
   */
  double defaultClipNorm();

  /** Returns the same for labels that are scaled to a deviation, or a mean, of about 1. */
  default double scaledClipNorm() {
    return 100;
  }
}
