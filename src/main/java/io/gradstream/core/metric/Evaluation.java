package io.gradstream.core.metric;

import io.gradstream.core.data.Task;
import java.util.Arrays;
import java.util.Collection;

/**
 * Every prediction and label of a run, kept to compute metrics exactly over all of it.
 *
 * <p>24 bytes an example: for people's reports, not for state.
 */
public final class Evaluation {

  private final Task task;
  private double[] scores = new double[1024];
  private double[] labels = new double[1024];
  private double[] classes = new double[1024];
  private int size;

  /** Creates an empty evaluation of a binary task. */
  public Evaluation() {
    this(Task.BINARY);
  }

  /** Creates an empty evaluation. */
  public Evaluation(Task task) {
    this.task = task;
  }

  /** Returns what is evaluated. */
  public Task task() {
    return task;
  }

  /** Adds one prediction of a task of one score a record, and the label it was made for. */
  public void add(double score, double label) {
    add(score, 0, label);
  }

  /**
   * Adds one prediction of several classes.
   *
   * @param ofTruth the probability of the label's class
   * @param predicted the predicted class
   * @param label the label's class
   */
  public void add(double ofTruth, double predicted, double label) {
    if (size == scores.length) {
      scores = Arrays.copyOf(scores, 2 * size);
      labels = Arrays.copyOf(labels, 2 * size);
      classes = Arrays.copyOf(classes, 2 * size);
    }
    scores[size] = ofTruth;
    classes[size] = predicted;
    labels[size++] = label;
  }

  /** Returns the number of examples. */
  public int size() {
    return size;
  }

  /** Tells whether all labels are of one class, so that there is nothing to tell apart. */
  public boolean isOfOneClass() {
    return task != Task.REGRESSION
        && size > 0
        && Arrays.stream(labels, 0, size).allMatch(label -> label == labels[0]);
  }

  /** Returns the model's metrics over all examples. */
  public Scores model(Collection<Metric> metrics) {
    Predictions rows = rows(0);
    return Scores.of(metrics, metric -> metric.of(rows));
  }

  /** Returns one metric of the model over the last {@code count} examples, or all if fewer. */
  public double last(Metric metric, int count) {
    return metric.of(rows(Math.max(0, size - count)));
  }

  /** Returns a baseline's metrics over all examples. */
  public Scores baseline(Baseline baseline, Collection<Metric> metrics) {
    return baseline.scores(task, metrics, labels, size, new double[Baseline.SIZE]);
  }

  private Predictions rows(int from) {
    return task == Task.MULTICLASS
        ? Predictions.ofClasses(
            Arrays.copyOfRange(scores, from, size),
            Arrays.copyOfRange(labels, from, size),
            Arrays.copyOfRange(classes, from, size),
            size - from)
        : Predictions.of(task, scores, labels, from, size);
  }
}
