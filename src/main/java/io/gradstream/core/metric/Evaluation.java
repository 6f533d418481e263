package io.gradstream.core.metric;

import io.gradstream.core.data.Task;
import java.util.Arrays;
import java.util.Collection;

/**
 * Every prediction and label of a run, kept to compute metrics exactly over all of it: over the
 * records of one window they are those of the window, bit for bit.
 *
 * <p>32 bytes an example: for people's reports, not for state.
 */
public final class Evaluation {

  private final Task task;
  private final double tau;
  private double[] scores = new double[1024];
  private double[] labels = new double[1024];
  private double[] classes = new double[1024];
  private double[] counted = new double[1024]; // labels as they count for whoever learns them
  private int size;

  /** Creates an empty evaluation of a binary task. */
  public Evaluation() {
    this(Task.BINARY);
  }

  /** Creates an empty evaluation. */
  public Evaluation(Task task) {
    this(task, Predictions.MEDIAN);
  }

  /**
   * Creates an empty evaluation.
   *
   * @param quantile the quantile that is predicted, by which pinball loss is
   */
  public Evaluation(Task task, double quantile) {
    this.task = task;
    tau = quantile;
  }

  /** Returns what is evaluated. */
  public Task task() {
    return task;
  }

  /** Adds one prediction of a task of one score a record, and the label it was made for. */
  public void add(double score, double label) {
    add(score, 0, label, label);
  }

  /**
   * Adds one prediction of several classes.
   *
   * @param ofTruth the probability of the label's class
   * @param predicted the predicted class
   * @param label the label's class
   */
  public void add(double ofTruth, double predicted, double label) {
    add(ofTruth, predicted, label, label);
  }

  /**
   * Adds one prediction whose label counts as another for whoever learns it, the baselines too.
   *
   * @param score the prediction, of several classes the probability of the label's
   * @param predicted the predicted class, of several
   */
  public void add(double score, double predicted, double label, double countsAs) {
    if (size == scores.length) {
      scores = Arrays.copyOf(scores, 2 * size);
      labels = Arrays.copyOf(labels, 2 * size);
      classes = Arrays.copyOf(classes, 2 * size);
      counted = Arrays.copyOf(counted, 2 * size);
    }
    scores[size] = score;
    counted[size] = countsAs;
    classes[size] = predicted;
    labels[size++] = label;
  }

  /**
   * Returns an evaluation of some of the examples, in their order.
   *
   * @param examples their numbers, from 0, ascending
   */
  public Evaluation of(int[] examples) {
    Evaluation some = new Evaluation(task, tau);
    for (int at : examples) {
      some.add(scores[at], classes[at], labels[at], counted[at]);
    }
    return some;
  }

  /** Returns the label of an example; of several classes its number. */
  double label(int example) {
    return labels[example];
  }

  /** Returns the quantile by which pinball loss is. */
  public double quantile() {
    return tau;
  }

  /** Returns all predictions and labels. */
  Predictions rows() {
    return rows(0, size);
  }

  /** Returns the number of examples. */
  public int size() {
    return size;
  }

  /** Returns which share of the labels of a binary task is positive; NaN without any. */
  public double positives() {
    return Arrays.stream(labels, 0, size).filter(label -> label > 0.5).count() / (double) size;
  }

  /** Tells whether all labels are of one class, so that there is nothing to tell apart. */
  public boolean isOfOneClass() {
    return task != Task.REGRESSION
        && size > 0
        && Arrays.stream(labels, 0, size).allMatch(label -> label == labels[0]);
  }

  /** Returns the model's metrics over all examples. */
  public Scores model(Collection<Metric> metrics) {
    Predictions rows = rows(0, size);
    return Scores.of(metrics, metric -> metric.of(rows));
  }

  /** Returns one metric of the model over the last {@code count} examples, or all if fewer. */
  public double last(Metric metric, int count) {
    return metric.of(rows(Math.max(0, size - count), size));
  }

  /** Returns one metric of the model over the first {@code count} examples, or all if fewer. */
  public double first(Metric metric, int count) {
    return metric.of(rows(0, Math.min(count, size)));
  }

  /** Returns a baseline's metrics over all examples. */
  public Scores baseline(Baseline baseline, Collection<Metric> metrics) {
    return baseline.scores(
        task, metrics, labels, counted, size, new double[Baseline.SIZE], tau, new Workspace());
  }

  private Predictions rows(int from, int to) {
    Predictions rows =
        task == Task.MULTICLASS
            ? Predictions.ofClasses(
                Arrays.copyOfRange(scores, from, to),
                Arrays.copyOfRange(labels, from, to),
                Arrays.copyOfRange(classes, from, to),
                to - from)
            : Predictions.of(task, scores, labels, from, to);
    return rows.forQuantile(tau);
  }
}
