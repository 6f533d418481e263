package io.gradstream.core.learn;

import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;

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
  private final DoubleArray checkpointScores;
  private final LongArray counters;
  private final DoubleArray normSum;

  Window(State state) {
    labels = state.doubles("window.labels", 0);
    scores = state.doubles("window.scores", 0);
    checkpointScores = state.doubles("window.checkpoint-scores", 0);
    counters = state.longs("window.counters", COUNTERS);
    normSum = state.doubles("window.gradient-norms", 1);
  }

  void add(long time, double label, double score) {
    if (labels.size() == 0) {
      counters.set(FIRST_TIME, time);
    }
    counters.set(LAST_TIME, time);
    labels.add(label);
    scores.add(score);
  }

  /** Adds the checkpoint's score of the record added last. */
  void addCheckpoint(double score) {
    checkpointScores.add(score);
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
    scores.resize(0);
    checkpointScores.resize(0);
    count(NUMBER);
    counters.set(STEPS, 0);
    counters.set(CLIPPED, 0);
    counters.set(DROPPED, 0);
    normSum.set(0, 0);
  }

  int size() {
    return labels.size();
  }

  /** Tells whether the checkpoint scored every record of the window. */
  boolean hasCheckpoint() {
    return checkpointScores.size() == labels.size();
  }

  double[] labels() {
    return labels.values();
  }

  double[] scores() {
    return scores.values();
  }

  double[] checkpointScores() {
    return checkpointScores.values();
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
