package io.gradstream.core.learn;

import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;

/**
 * The learner's own counters: version, whether it learns, and what early stopping remembers. Their
 * places in the array are stored; a new one goes to the end.
 */
final class Progress {

  private static final int VERSION = 0;
  private static final int STOPPED = 1;
  private static final int HAS_CHECKPOINT = 2;
  private static final int WITHOUT_IMPROVEMENT = 3;
  private static final int LABELLED = 4;
  private static final int ON_PLATEAU = 5;
  private static final int REDUCTIONS = 6;
  private static final int TARGET_REPORTED = 7;
  private static final int UPDATE_REPORTED = 8;
  private static final int STEPS_REPORTED = 9;
  private static final int COUNTERS = 10;

  private final LongArray counters;

  Progress(State state) {
    counters = state.longs("progress", COUNTERS);
  }

  long version() {
    return counters.get(VERSION);
  }

  void nextVersion() {
    counters.set(VERSION, version() + 1);
  }

  boolean stopped() {
    return counters.get(STOPPED) != 0;
  }

  void setStopped(boolean stopped) {
    counters.set(STOPPED, stopped ? 1 : 0);
  }

  boolean hasCheckpoint() {
    return counters.get(HAS_CHECKPOINT) != 0;
  }

  void setHasCheckpoint(boolean hasCheckpoint) {
    counters.set(HAS_CHECKPOINT, hasCheckpoint ? 1 : 0);
  }

  long withoutImprovement() {
    return counters.get(WITHOUT_IMPROVEMENT);
  }

  void setWithoutImprovement(long windows) {
    counters.set(WITHOUT_IMPROVEMENT, windows);
  }

  /** Returns the windows without improvement since the rate was last reduced. */
  long onPlateau() {
    return counters.get(ON_PLATEAU);
  }

  void setOnPlateau(long windows) {
    counters.set(ON_PLATEAU, windows);
  }

  /** Returns how often the rate was reduced. */
  long reductions() {
    return counters.get(REDUCTIONS);
  }

  void setReductions(long count) {
    counters.set(REDUCTIONS, count);
  }

  /** Tells whether it was reported that the target is reached, and it has been since. */
  boolean targetReported() {
    return counters.get(TARGET_REPORTED) != 0;
  }

  void setTargetReported(boolean reported) {
    counters.set(TARGET_REPORTED, reported ? 1 : 0);
  }

  /** Tells whether it was reported that steps are small, and they have been since. */
  boolean updateReported() {
    return counters.get(UPDATE_REPORTED) != 0;
  }

  void setUpdateReported(boolean reported) {
    counters.set(UPDATE_REPORTED, reported ? 1 : 0);
  }

  /** Returns the step at which it was last reported that the number of steps is full. */
  long stepsReported() {
    return counters.get(STEPS_REPORTED);
  }

  void setStepsReported(long step) {
    counters.set(STEPS_REPORTED, step);
  }

  /** Returns the labelled records of all completed windows. */
  long validated() {
    return counters.get(LABELLED);
  }

  void addValidated(int records) {
    counters.set(LABELLED, validated() + records);
  }
}
