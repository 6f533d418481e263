package io.gradstream.core.learn;

import io.gradstream.core.feature.dictionary.Dictionary;

/** Gives the model rows of parameters for new categories, and clears those of categories gone. */
final class ParameterRows {

  private final Dictionary dictionary;
  private final EncodedModel live;
  private final EncodedModel best;
  private final TrainingFeed feed;

  ParameterRows(Dictionary dictionary, EncodedModel live, EncodedModel best, TrainingFeed feed) {
    this.dictionary = dictionary;
    this.live = live;
    this.best = best;
    this.feed = feed;
  }

  /** Makes room for all categories in the live model; its checkpoint may know fewer. */
  void grow() {
    live.model().grow(dictionary.rowCount());
  }

  /**
   * Clears the rows of categories that are too old, or too many, so that others can have them; rows
   * that a waiting example refers to stay until it was learned.
   */
  void clearExpired(long time, long present) {
    dictionary.tick(present);
    if (dictionary.isLeaving()) {
      feed.settle(time);
    }
    if (feed.isEmpty()) {
      dictionary.expire(this::clear);
    }
  }

  private void clear(int row) {
    live.model().forget(row);
    best.model().forget(row);
  }
}
