package io.gradstream.core.learn;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.delay.Prediction;

/** Counts the label of a predicted record into the validation window; then lets it be learned. */
final class Teacher {

  private final EncodedModel live;
  private final ClassNames classes;
  private final Window window;
  private final WindowCloser closer;
  private final TrainingFeed feed;
  private final Outcome outcome;
  private final boolean several;

  Teacher(
      LearnerRule rule,
      Predictor predictor,
      WindowCloser closer,
      TrainingFeed feed,
      Outcome outcome) {
    this.closer = closer;
    this.feed = feed;
    this.outcome = outcome;
    live = predictor.live();
    classes = predictor.classes();
    window = predictor.window();
    several = rule.task() == Task.MULTICLASS;
  }

  /**
   * Takes a labelled row.
   *
   * @param predicted of it, before its label was known
   * @param weight of its own, NaN if it has none
   * @param time by which windows and batches go
   * @param learns whether it is to be learned: its features then stand in the live scorer, scored
   */
  void take(Row row, Prediction predicted, double weight, long time, boolean learns) {
    double label = several ? classes.admit(row) : row.label();
    outcome.labelled(label);
    int known = predicted.known();
    window.add(time, label, predicted.scores(), known, predicted.unseen());
    if (predicted.isCompared()) {
      double[] scores = predicted.checkpoint();
      window.addCheckpoint(label, scores, known, predicted.unseenOfCheckpoint());
    } else if (closer.compares()) { // it was predicted before there was one
      window.addCheckpoint(label, predicted.scores(), known, predicted.unseen());
      closer.missedComparison();
    }
    if (learns) {
      learn(row, predicted, label, weight, time);
    } else {
      row.setLabel(live.counted(row));
    }
    if (!several && row.label() != label) {
      window.countsAs(row.label());
      outcome.countedAs(row.label());
    }
  }

  private void learn(Row row, Prediction predicted, double label, double weight, long time) {
    if (several && live.model().outputs() < classes.size()) {
      live.widen(classes.size());
      live.score(); // the outputs of its first step include its own
      live.judgeBy(predicted.members());
    }
    feed.learn(row, label, weight, classes.names(), time);
  }
}
