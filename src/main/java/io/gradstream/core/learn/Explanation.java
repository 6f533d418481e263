package io.gradstream.core.learn;

import java.util.List;

/**
 * Why a record's prediction is what it is: what each feature adds to it.
 *
 * @param unit what the contributions are parts of
 * @param outputs one, or one for each class in the order of their numbers; none where no class is
 *     known
 */
public record Explanation(Unit unit, List<Output> outputs) {

  /** What contributions add up to. */
  public enum Unit {
    /** The logit of the probability of class 1. */
    LOGIT,
    /** A logit for each class: their softmax are the probabilities of the classes known. */
    CLASS_LOGITS,
    /** The prediction in the label's own unit, before it is kept within the labels seen. */
    LABEL,
    /**
     * The model's raw output, since the prediction is no sum: of a loss with a log link its
     * logarithm in units of the labels' mean, of a transformed label that of the transformed one in
     * units of its deviation.
     */
    OUTPUT
  }

  /** Copies the list. */
  public Explanation {
    outputs = List.copyOf(outputs);
  }

  /**
   * What adds up to one output: {@code bias + sum of contributions = value}, by column and by
   * feature alike, to rounding; of an output that is not finite nothing does.
   *
   * @param name of the class, of other tasks of the label's field
   * @param value the output
   * @param bias the output where every column is 0: numbers at their means, categories without a
   *     column
   * @param gap what was spread over the contributions since they had not added up: 0 but for
   *     rounding where the output is linear
   * @param columns by column, the largest first
   * @param features by the field, or the fields together, that columns are of; the largest first
   */
  public record Output(
      String name,
      double value,
      double bias,
      double gap,
      List<Contribution> columns,
      List<Contribution> features) {

    /** Copies the lists. */
    public Output {
      columns = List.copyOf(columns);
      features = List.copyOf(features);
    }
  }

  /**
   * What a column or a feature adds.
   *
   * @param name of the column as {@link Learner#weights} has it, such as {@code carrier=AA}; or of
   *     the feature, such as {@code carrier}
   * @param value what it adds; 0 for a column that is 0
   */
  public record Contribution(String name, double value) {}
}
