package io.gradstream.core.metric;

import java.util.Collection;

/**
 * A predictor that looks at past labels only: what a model has to beat.
 *
 * <p>Each answers with a class, by which accuracy and AUC are measured, and with a probability of
 * the positive class, by which log-loss is, since a bare class has infinite log-loss at its first
 * mistake. The probability is a share of the labels so far with Laplace's correction, {@code (count
 * + 1) / (trials + 2)}. Both learn a label after they have predicted it.
 *
 * <p>State, {@value #SIZE} doubles kept by the caller: labels seen, positive ones, the last label,
 * how often a label equalled the one before it.
 */
public enum Baseline {
  /**
   * Predicts the last label again; the negative class before the first. The probability is that of
   * labels equal to the one before.
   */
  NO_CHANGE {
    @Override
    double predictedClass(double[] s) {
      return s[LAST];
    }

    @Override
    double probability(double[] s) {
      if (s[SEEN] == 0) {
        return 0.5;
      }
      double again = (s[REPEATS] + 1) / (s[SEEN] + 1);
      return s[LAST] > 0.5 ? again : 1 - again;
    }
  },
  /**
   * Predicts the class that was more frequent so far; the negative one in a tie. The probability is
   * that of positive labels.
   */
  MAJORITY {
    @Override
    double predictedClass(double[] s) {
      return 2 * s[POSITIVE] > s[SEEN] ? 1 : 0;
    }

    @Override
    double probability(double[] s) {
      return (s[POSITIVE] + 1) / (s[SEEN] + 2);
    }
  };

  /** Length of the state. */
  public static final int SIZE = 4;

  private static final int SEEN = 0;
  private static final int POSITIVE = 1;
  private static final int LAST = 2;
  private static final int REPEATS = 3;

  abstract double predictedClass(double[] state);

  abstract double probability(double[] state);

  /**
   * Scores this baseline over {@code labels[0, count)}, in order.
   *
   * @param state as it stood before the first of these labels; not changed
   */
  public Scores scores(Collection<Metric> metrics, double[] labels, int count, double[] state) {
    double[] s = state.clone();
    double[] classes = new double[count];
    double[] probabilities = new double[count];
    for (int i = 0; i < count; i++) {
      classes[i] = predictedClass(s);
      probabilities[i] = probability(s);
      learn(s, labels[i]);
    }
    return Scores.of(
        metrics,
        metric ->
            switch (metric) {
              case LOG_LOSS -> metric.of(probabilities, labels, 0, count);
              case AUC -> AreaUnderCurve.ofClasses(classes, labels, count);
              default -> metric.of(classes, labels, 0, count);
            });
  }

  /** Counts one label into the state. */
  public static void learn(double[] state, double label) {
    if (state[SEEN] > 0 && state[LAST] == label) {
      state[REPEATS]++;
    }
    state[SEEN]++;
    state[POSITIVE] += label;
    state[LAST] = label;
  }
}
