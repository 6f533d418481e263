package io.gradstream.core.learn;

import io.gradstream.core.data.Task;
import io.gradstream.core.metric.Predictions;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.Optional;

/** The validation window being filled: labels, scores, and counts of the steps taken meanwhile. */
final class Window {

  private static final int NUMBER = 0;
  private static final int FIRST_TIME = 1;
  private static final int LAST_TIME = 2;
  private static final int STEPS = 3;
  private static final int CLIPPED = 4;
  private static final int DROPPED = 5;
  private static final int COUNTERS = 6;

  private final DoubleArray labels;
  private final DoubleArray scores;
  private final DoubleArray classes;
  private final DoubleArray checkpointScores;
  private final DoubleArray checkpointClasses;
  private final Task task;
  private final double tau;
  private final DoubleArray strays; // places of labels that count as others, and what as
  private final LongArray counters;
  private final DoubleArray normSum;

  Window(State state, LearnerRule rule) {
    task = rule.task();
    tau = rule.loss().quantile();
    classes = state.doubles("window.classes", 0);
    checkpointClasses = state.doubles("window.checkpoint-classes", 0);
    labels = state.doubles("window.labels", 0);
    scores = state.doubles("window.scores", 0);
    checkpointScores = state.doubles("window.checkpoint-scores", 0);
    strays = state.doubles("window.strays", 0);
    counters = state.longs("window.counters", COUNTERS);
    normSum = state.doubles("window.gradient-norms", 1);
  }

  /**
   * Adds a record.
   *
   * @param predicted a score or one for each class
   * @param known how many classes were known then
   * @param unseen the probability that the others had together
   */
  void add(long time, double label, double[] predicted, int known, double unseen) {
    if (labels.size() == 0) {
      counters.set(FIRST_TIME, time);
    }
    counters.set(LAST_TIME, time);
    labels.add(label);
    add(label, predicted, known, unseen, scores, classes);
  }

  /** Notes what the label added last counts as for whoever learns it. */
  void countsAs(double label) {
    strays.add(size() - 1);
    strays.add(label);
  }

  /** Returns the labels as they count for whoever learns them. */
  double[] counted() {
    if (strays.size() == 0) {
      return labels.values();
    }
    double[] counted = labels.values().clone();
    for (int i = 0; i < strays.size(); i += 2) {
      counted[(int) strays.get(i)] = strays.get(i + 1);
    }
    return counted;
  }

  /** Adds the checkpoint's scores of the record added last. */
  void addCheckpoint(double label, double[] predicted, int known, double unseen) {
    add(label, predicted, known, unseen, checkpointScores, checkpointClasses);
  }

  /** Of several classes the probability of the label's and the likeliest are all that counts. */
  private void add(
      double label,
      double[] predicted,
      int known,
      double unseen,
      DoubleArray toScores,
      DoubleArray toClasses) {
    if (task == Task.MULTICLASS) {
      toScores.add(ClassScores.of(predicted, known, (int) label, unseen));
      toClasses.add(ClassScores.likeliest(predicted, known));
    } else {
      toScores.add(predicted[0]);
    }
  }

  /** Returns the model's predictions, the label before them being {@code previous}. */
  Predictions model(double previous) {
    return predictions(scores, classes, previous);
  }

  /** Returns the checkpoint's predictions, if it scored every record of the window. */
  Optional<Predictions> checkpoint(double previous) {
    return checkpointScores.size() == labels.size()
        ? Optional.of(predictions(checkpointScores, checkpointClasses, previous))
        : Optional.empty();
  }

  private Predictions predictions(DoubleArray from, DoubleArray fromClasses, double previous) {
    Predictions rows =
        task == Task.MULTICLASS
            ? Predictions.ofClasses(from.values(), labels.values(), fromClasses.values(), size())
            : Predictions.of(task, from.values(), labels.values(), 0, size());
    return rows.after(previous).forQuantile(tau);
  }

  void step(Trainer.Result result, double norm) {
    if (result == Trainer.Result.DROPPED) {
      count(DROPPED);
      return;
    }
    count(STEPS);
    normSum.set(0, normSum.get(0) + norm);
    if (result == Trainer.Result.CLIPPED) {
      count(CLIPPED);
    }
  }

  /** Empties the window and moves on to the next. */
  void next() {
    labels.resize(0);
    strays.resize(0);
    scores.resize(0);
    classes.resize(0);
    checkpointScores.resize(0);
    checkpointClasses.resize(0);
    count(NUMBER);
    counters.set(STEPS, 0);
    counters.set(CLIPPED, 0);
    counters.set(DROPPED, 0);
    normSum.set(0, 0);
  }

  int size() {
    return labels.size();
  }

  double[] labels() {
    return labels.values();
  }

  double[] scores() {
    return scores.values();
  }

  /** Returns the number of the window being filled, from 1. */
  long number() {
    return counters.get(NUMBER) + 1;
  }

  long firstTime() {
    return counters.get(FIRST_TIME);
  }

  long lastTime() {
    return counters.get(LAST_TIME);
  }

  long clipped() {
    return counters.get(CLIPPED);
  }

  long dropped() {
    return counters.get(DROPPED);
  }

  double meanNorm() {
    return normSum.get(0) / counters.get(STEPS);
  }

  private void count(int counter) {
    counters.set(counter, counters.get(counter) + 1);
  }
}
