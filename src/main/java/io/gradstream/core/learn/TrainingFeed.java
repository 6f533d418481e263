package io.gradstream.core.learn;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Outliers;
import io.gradstream.core.state.State;
import java.util.List;

/**
 * The way of a labelled record to a step: it is weighed, perhaps augmented and shuffled, and joins
 * the mini-batch.
 */
final class TrainingFeed {

  private final Batching rule;
  private final Trainer trainer;
  private final EncodedModel live;
  private final Window window;
  private final Progress progress;
  private final MiniBatch batch;
  private final ExampleWeights weights;
  private final Augmenter augmenter;
  private final ShuffleBuffer shuffle;
  private final FeatureVector augmented = new FeatureVector();

  TrainingFeed(
      State state,
      LearnerRule rule,
      Outliers outliers,
      Trainer trainer,
      EncodedModel live,
      Window window,
      Progress progress) {
    this.rule = rule.training().batching();
    this.trainer = trainer;
    this.live = live;
    this.window = window;
    this.progress = progress;
    batch = new MiniBatch(state);
    weights = new ExampleWeights(state, rule, outliers);
    augmenter = new Augmenter(state, rule, live.numericRows());
    shuffle = new ShuffleBuffer(state, this.rule.shuffleBuffer(), rule.seed());
  }

  /** Returns the slot of the field that holds a record's weight, negative if there is none. */
  int weightSlot() {
    return weights.slot();
  }

  /** A batch that waited long enough is stepped before the record that shows it is predicted. */
  void stepIfOverdue(long time) {
    if (batch.isOverdue(time, rule.maxDelay())) {
      stepBatch();
    }
  }

  /** Returns the weight that a record has of its own, NaN if it has none. */
  double ownWeight(Row row) {
    return weights.own(row);
  }

  /**
   * Learns a row that was scored, so that its features stand in the scorer.
   *
   * @param own the weight of its own, NaN if it has none
   */
  void learn(Row row, double label, double own, List<String> classes, long time) {
    double weight = weights.of(own, label, classes);
    if (weight == 0) {
      return;
    }
    live.learn(row);
    double counted = classes.isEmpty() ? row.label() : label;
    if (augmenter.isIdle()) {
      shuffled(live.features(), counted, weight, time);
      return;
    }
    for (int copies = augmenter.copies(label, classes); copies > 0; copies--) {
      augmenter.apply(live.features(), augmented);
      shuffled(augmented, counted, weight, time);
    }
  }

  /** Tells whether no example waits for its step. */
  boolean isEmpty() {
    return batch.size() == 0 && shuffle.size() == 0;
  }

  /** Learns all that waits, if there is a buffer to shuffle it, which else is never empty. */
  void settle(long time) {
    if (shuffle.size() == 0) {
      return;
    }
    while (shuffle.drawAny()) {
      batched(shuffle.features(), shuffle.label(), shuffle.weight(), time);
    }
    if (batch.size() > 0) {
      stepBatch();
    }
  }

  /** Forgets what waits: a model that was stopped learns none of it. */
  void clear() {
    batch.clear();
    shuffle.clear();
  }

  private void shuffled(FeatureVector x, double label, double weight, long time) {
    if (shuffle.isIdle()) {
      batched(x, label, weight, time);
      return;
    }
    shuffle.add(x, label, weight);
    while (shuffle.draw()) {
      batched(shuffle.features(), shuffle.label(), shuffle.weight(), time);
    }
  }

  private void batched(FeatureVector x, double label, double weight, long time) {
    if (rule.size() == 1 && batch.size() == 0 && x == live.features()) {
      count(trainer.step(live, label, weight)); // its outputs are known from its prediction
      return;
    }
    batch.add(x, label, weight, time);
    if (batch.size() >= rule.size()) {
      stepBatch();
    }
  }

  private void stepBatch() {
    count(trainer.step(live, batch));
    batch.clear();
  }

  private void count(Trainer.Result result) {
    window.step(result, trainer.norm());
    if (result != Trainer.Result.DROPPED) {
      progress.nextVersion();
    }
  }
}
