package io.gradstream.core.metric;

import java.util.Arrays;
import java.util.Collection;

/**
 * Every prediction and label of a run, kept to compute metrics exactly over all of it.
 *
 * <p>16 bytes an example: for people's reports, not for state.
 */
public final class Evaluation {

  private double[] scores = new double[1024];
  private double[] labels = new double[1024];
  private int size;

  /** Adds one prediction and the label it was made for. */
  public void add(double score, double label) {
    if (size == scores.length) {
      scores = Arrays.copyOf(scores, 2 * size);
      labels = Arrays.copyOf(labels, 2 * size);
    }
    scores[size] = score;
    labels[size++] = label;
  }

  /** Returns the number of examples. */
  public int size() {
    return size;
  }

  /** Returns the model's metrics over all examples. */
  public Scores model(Collection<Metric> metrics) {
    return Scores.of(metrics, metric -> metric.of(scores, labels, 0, size));
  }

  /** Returns one metric of the model over the last {@code count} examples, or all if fewer. */
  public double last(Metric metric, int count) {
    return metric.of(scores, labels, Math.max(0, size - count), size);
  }

  /** Returns a baseline's metrics over all examples. */
  public Scores baseline(Baseline baseline, Collection<Metric> metrics) {
    return baseline.scores(metrics, labels, size, new double[Baseline.SIZE]);
  }
}
