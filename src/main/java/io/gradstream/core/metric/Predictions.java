package io.gradstream.core.metric;

import io.gradstream.core.data.Task;
import org.jspecify.annotations.Nullable;

/**
 * Columns of predictions and of the labels they were made for, to be measured.
 *
 * <p>A score is the probability of class 1 (binary), the probability of the label's own class (of
 * several classes), or the predicted number (regression). The arrays are the caller's and are not
 * copied.
 */
public final class Predictions {

  /** Pinball loss is that of the median unless another quantile is predicted. */
  static final double MEDIAN = 0.5;

  private final Task task;
  private final double[] scores;
  private final double[] labels;
  private final double[] classes;
  private final int from;
  private final int to;
  private double previous = Double.NaN;
  private double tau = MEDIAN;
  private @Nullable Workspace workspace;

  private Predictions(
      Task task, double[] scores, double[] labels, double[] classes, int from, int to) {
    this.task = task;
    this.scores = scores;
    this.labels = labels;
    this.classes = classes;
    this.from = from;
    this.to = to;
  }

  /** Returns the rows {@code [from, to)} of a binary task or a regression. */
  public static Predictions of(Task task, double[] scores, double[] labels, int from, int to) {
    return new Predictions(task, scores, labels, scores, from, to);
  }

  /**
   * Returns the first {@code count} rows of a task of several classes.
   *
   * @param ofTruth the probability of each label's class
   * @param classes the predicted classes, -1 where none was known
   */
  public static Predictions ofClasses(
      double[] ofTruth, double[] labels, double[] classes, int count) {
    return new Predictions(Task.MULTICLASS, ofTruth, labels, classes, 0, count);
  }

  /** Notes the label before the first row; NaN if there was none. */
  public Predictions after(double label) {
    previous = label;
    return this;
  }

  /** Notes the quantile that is predicted. */
  public Predictions forQuantile(double quantile) {
    tau = quantile;
    return this;
  }

  /** Lets metrics work in {@code arrays}, kept for the next window. */
  public Predictions in(Workspace arrays) {
    workspace = arrays;
    return this;
  }

  /** Returns row {@code i} alone, with the label before it. */
  Predictions row(int i) {
    Predictions one = new Predictions(task, scores, labels, classes, i, i + 1).forQuantile(tau);
    return one.after(i > from ? labels[i - 1] : previous);
  }

  /** Returns arrays to work in: those that were given, or new ones. */
  Workspace workspace() {
    return workspace == null ? new Workspace() : workspace;
  }

  Task task() {
    return task;
  }

  double[] scores() {
    return scores;
  }

  double[] labels() {
    return labels;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  int count() {
    return to - from;
  }

  double tau() {
    return tau;
  }

  /** Returns the predicted class of row {@code i}, -1 for none; 0.5 itself counts as class 1. */
  int predicted(int i) {
    return task == Task.MULTICLASS ? (int) classes[i] : scores[i] >= 0.5 ? 1 : 0;
  }

  /** Returns the label's class of row {@code i}. */
  int actual(int i) {
    return task == Task.MULTICLASS ? (int) labels[i] : labels[i] > 0.5 ? 1 : 0;
  }

  /** Counts the rows whose class is predicted. */
  int right() {
    int right = 0;
    if (task == Task.MULTICLASS) {
      for (int i = from; i < to; i++) {
        right += (int) classes[i] == (int) labels[i] ? 1 : 0;
      }
    } else {
      for (int i = from; i < to; i++) {
        int answer = Math.max(0, Math.min(1, (int) (2 * scores[i]))); // no branch to guess wrong
        right += 1 - (answer ^ (int) labels[i]);
      }
    }
    return right;
  }

  /** Counts the rows whose label is that of the row before. */
  int repeats() {
    int repeats = 0;
    double last = previous;
    for (int i = from; i < to; i++) {
      repeats += labels[i] == last ? 1 : 0;
      last = labels[i];
    }
    return repeats;
  }
}
