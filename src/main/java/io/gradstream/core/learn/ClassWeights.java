package io.gradstream.core.learn;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Task;
import io.gradstream.core.text.RealRange;
import java.util.List;
import java.util.Map;

/**
 * By how much the classes of a label count in learning, so that a rare one is not drowned.
 *
 * <p>Given by name, 1 for a class that is not named; or balanced, {@code n / (K n_k)} for class k
 * of the K seen, n labels in all and n_k of the class so far, the present one counted, kept within
 * {@value #LEAST} and {@value #MOST}. Source of the formula: G. King, L. Zeng, "Logistic regression
 * in rare events data", Political Analysis 9, 2001, as in scikit-learn's {@code balanced}.
 *
 * @param balanced whether weights follow the labels so far
 * @param byName weights by the name of the class, 0 or more
 */
public record ClassWeights(boolean balanced, Map<String, Double> byName) {

  /** What a factor may be. */
  public static final RealRange FACTOR = RealRange.atLeast(0);

  /** Every class counts 1. */
  public static final ClassWeights NONE = new ClassWeights(false, Map.of());

  /** Weights that follow the labels. */
  public static final ClassWeights BALANCED = new ClassWeights(true, Map.of());

  private static final double LEAST = 0.1;
  private static final double MOST = 10;

  /** Copies the map and checks the ranges. */
  public ClassWeights {
    byName = Map.copyOf(byName);
    byName.forEach(FACTOR::check);
  }

  /** Tells whether all classes count alike. */
  boolean isNone() {
    return !balanced && byName.isEmpty();
  }

  /**
   * Returns the names by which a class of a label is known; of two classes the second has any of
   * these, the first any other that is given.
   */
  public static List<String> namesOfPositive(LabelRule label) {
    return label.task() == Task.BINARY
        ? label.positive().map(List::of).orElse(List.of("1", "true"))
        : List.of();
  }

  /** Returns the weights of the two classes of a binary label. */
  double[] ofBinary(LabelRule label) {
    List<String> positive = namesOfPositive(label);
    double[] weights = {1, 1};
    byName.forEach((name, weight) -> weights[positive.contains(name) ? 1 : 0] = weight);
    return weights;
  }

  /** Returns the balanced weight of a class, given the counts so far. */
  static double balanced(long[] counts, int size, int ofClass) {
    double labels = 0;
    int seen = 0;
    for (int k = 0; k < size; k++) {
      labels += counts[k];
      seen += counts[k] > 0 ? 1 : 0;
    }
    return Math.max(LEAST, Math.min(MOST, labels / (seen * (double) counts[ofClass])));
  }
}
