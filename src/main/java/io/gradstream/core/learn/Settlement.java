package io.gradstream.core.learn;

import io.gradstream.core.delay.LateLabel;
import io.gradstream.core.delay.Prediction;

/**
 * A record whose label has come: its prediction as it was made when the record came, and the label.
 * Valid until the learner's next call.
 *
 * @param key by which they found each other
 * @param outcome what came of it, with the prediction as it was made then
 * @param prediction the same, as the model gave it
 * @param time record time of the record
 * @param partition that the record is from
 * @param offset of the record
 * @param label that came, or that the record counts as having
 */
public record Settlement(
    byte[] key,
    Outcome outcome,
    Prediction prediction,
    long time,
    int partition,
    long offset,
    LateLabel label) {

  /** Returns the milliseconds between the record and its label; below 0 if it was there before. */
  public long age() {
    return label.time() - time;
  }
}
