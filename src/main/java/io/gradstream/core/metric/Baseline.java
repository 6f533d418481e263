package io.gradstream.core.metric;

import io.gradstream.core.data.Task;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * A predictor that looks at past labels only: what a model has to beat.
 *
 * <p>Of classes each answers with a class, by which accuracy and AUC are measured, and with the
 * probability of the label's class, by which log-loss is, since a bare class has infinite log-loss
 * at its first mistake. Probabilities are shares of the labels so far with Laplace's correction,
 * {@code (count + 1) / (trials + classes)}, over the classes seen so far and one more of several
 * that grow. Of numbers each answers with a number. Both learn a label after they have predicted
 * it.
 */
public enum Baseline {
  /**
   * Predicts the last label again; class 0, or the number 0, before the first. The probability is
   * that of labels equal to the one before.
   */
  NO_CHANGE,
  /**
   * Predicts the class that was most frequent so far, the first of them in a tie; of numbers the
   * mean so far. The probability is that of the class's labels.
   */
  MAJORITY;

  /** Length of the state of a task of one score a record. */
  public static final int SIZE = 4;

  private static final int SEEN = 0;
  private static final int SUM = 1;
  private static final int LAST = 2;
  private static final int REPEATS = 3;
  private static final int COUNTS = 4; // of several classes one more number each

  /**
   * Scores this baseline over {@code labels[0, count)}, in order.
   *
   * @param learned what it learns of each label; the same array unless some lie far outside
   * @param before the state as it stood before the first of these labels; not changed
   * @param tau the quantile that the model predicts, by which pinball loss is
   * @param workspace arrays to work in
   */
  public Scores scores(
      Task task,
      Collection<Metric> metrics,
      double[] labels,
      double[] learned,
      int count,
      double[] before,
      double tau,
      Workspace workspace) {
    double last = last(before);
    double[] answers = workspace.answers(count);
    double[] probabilities = workspace.probabilities(count);
    if (task == Task.BINARY) {
      predict(labels, count, before, answers, probabilities);
    } else {
      predict(task, labels, learned, count, before, answers, probabilities);
    }
    Predictions byAnswer =
        task == Task.MULTICLASS
            ? Predictions.ofClasses(probabilities, labels, answers, count)
            : Predictions.of(task, answers, labels, 0, count);
    Predictions byProbability =
        task == Task.MULTICLASS ? byAnswer : Predictions.of(task, probabilities, labels, 0, count);
    byAnswer.after(last).forQuantile(tau).in(workspace);
    byProbability.in(workspace);
    return Scores.of(
        metrics.stream().filter(metric -> metric.isFor(task)).toList(),
        metric ->
            switch (metric) {
              case LOG_LOSS, BRIER, CALIBRATION_ERROR -> metric.of(byProbability);
              default -> metric.of(byAnswer);
            });
  }

  private void predict(
      Task task,
      double[] labels,
      double[] learned,
      int count,
      double[] before,
      double[] answers,
      double[] probabilities) {
    double[] s = before.clone();
    for (int i = 0; i < count; i++) {
      answers[i] = answer(task, s);
      probabilities[i] = probability(task, s, labels[i]);
      s = learned(task, s, learned[i]);
    }
  }

  /**
   * Does the same for a binary task, whose every window has both baselines, at a third the time.
   */
  private void predict(
      double[] labels, int count, double[] before, double[] answers, double[] probabilities) {
    if (this == MAJORITY) {
      predictMajority(labels, count, before, answers, probabilities);
    } else {
      predictNoChange(labels, count, before, answers, probabilities);
    }
  }

  private static void predictMajority(
      double[] labels, int count, double[] before, double[] answers, double[] probabilities) {
    double seen = before[SEEN];
    double sum = before[SUM];
    for (int i = 0; i < count; i++) {
      answers[i] = 2 * sum > seen ? 1 : 0;
      probabilities[i] = (sum + 1) / (seen + 2);
      seen++;
      sum += labels[i];
    }
  }

  /** Labels are 0 or 1, so products do what branches would, and nothing is guessed wrong. */
  private static void predictNoChange(
      double[] labels, int count, double[] before, double[] answers, double[] probabilities) {
    double seen = before[SEEN];
    double last = before[LAST];
    double repeats = before[REPEATS];
    int i = 0;
    if (seen == 0 && count > 0) {
      answers[i] = last;
      probabilities[i] = 0.5;
      seen = 1;
      last = labels[i++];
    }
    for (; i < count; i++) {
      double again = (repeats + 1) / (seen + 1);
      answers[i] = last;
      probabilities[i] = last * again + (1 - last) * (1 - again);
      double label = labels[i];
      repeats += 1 - Math.abs(last - label);
      seen++;
      last = label;
    }
  }

  /** Returns its name for people; the constant of numbers is a mean. */
  public String title(Task task) {
    return this == MAJORITY && task == Task.REGRESSION
        ? "mean"
        : name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Scores this baseline in arrays of its own. */
  public Scores scores(
      Task task, Collection<Metric> metrics, double[] labels, int count, double[] before) {
    return scores(
        task, metrics, labels, labels, count, before, Predictions.MEDIAN, new Workspace());
  }

  /** Scores this baseline over the labels of a binary task. */
  public Scores scores(Collection<Metric> metrics, double[] labels, int count, double[] before) {
    return scores(Task.BINARY, metrics, labels, count, before);
  }

  /** Returns the last label counted into the state, NaN if there is none. */
  public static double last(double[] state) {
    return state[SEEN] > 0 ? state[LAST] : Double.NaN;
  }

  /** Counts one binary label into the state. */
  static void learn(double[] state, double label) {
    if (state[SEEN] > 0 && state[LAST] == label) {
      state[REPEATS]++;
    }
    state[SEEN]++;
    state[SUM] += label;
    state[LAST] = label;
  }

  /** Counts the first {@code count} binary labels into the state. */
  private static void learnBinary(double[] state, double[] labels, int count) {
    double sum = state[SUM];
    double repeats = state[REPEATS];
    double last = state[SEEN] > 0 || count == 0 ? state[LAST] : 1 - labels[0];
    for (int i = 0; i < count; i++) {
      double label = labels[i];
      repeats += 1 - Math.abs(last - label);
      sum += label;
      last = label;
    }
    if (count > 0) {
      state[SEEN] += count;
      state[SUM] = sum;
      state[REPEATS] = repeats;
      state[LAST] = last;
    }
  }

  /** Returns the state with some labels more: the same array, or a longer one for new classes. */
  public static double[] learned(Task task, double[] state, double[] labels, int count) {
    if (task == Task.BINARY) {
      learnBinary(state, labels, count);
      return state;
    }
    double[] s = state;
    for (int i = 0; i < count; i++) {
      s = learned(task, s, labels[i]);
    }
    return s;
  }

  /** Returns the state with one label more: the same array, or a longer one for a new class. */
  public static double[] learned(Task task, double[] state, double label) {
    learn(state, label);
    if (task != Task.MULTICLASS) {
      return state;
    }
    int at = COUNTS + (int) label;
    double[] longer = at < state.length ? state : Arrays.copyOf(state, at + 1);
    longer[at]++;
    return longer;
  }

  private double answer(Task task, double[] s) {
    if (this == NO_CHANGE) {
      return s[LAST];
    }
    return switch (task) {
      case BINARY -> 2 * s[SUM] > s[SEEN] ? 1 : 0;
      case REGRESSION -> s[SEEN] == 0 ? 0 : s[SUM] / s[SEEN];
      case MULTICLASS -> mostFrequent(s);
    };
  }

  private static int mostFrequent(double[] s) {
    int best = 0;
    for (int at = COUNTS + 1; at < s.length; at++) {
      best = s[at] > s[COUNTS + best] ? at - COUNTS : best;
    }
    return best;
  }

  /** Returns the probability of class 1, or of several classes that of the label's. */
  private double probability(Task task, double[] s, double label) {
    if (task == Task.REGRESSION) {
      return Double.NaN;
    }
    boolean binary = task == Task.BINARY;
    int classes = binary ? 2 : Math.max(2, s.length - COUNTS + 1);
    if (this == MAJORITY) {
      double count = binary ? s[SUM] : count(s, label);
      return (count + 1) / (s[SEEN] + classes);
    }
    if (s[SEEN] == 0) {
      return 1.0 / classes;
    }
    double again = (s[REPEATS] + 1) / (s[SEEN] + 1);
    boolean ofLast = binary ? s[LAST] > 0.5 : s[LAST] == label;
    return ofLast ? again : (1 - again) / (classes - 1);
  }

  private static double count(double[] s, double label) {
    int at = COUNTS + (int) label;
    return at < s.length ? s[at] : 0;
  }
}
