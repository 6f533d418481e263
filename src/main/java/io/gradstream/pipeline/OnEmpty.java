package io.gradstream.pipeline;

/** What becomes of a record that has none of the features. */
public enum OnEmpty {
  /** It is a dead letter. */
  DEAD_LETTER,
  /** It is predicted and learned from, every feature missing. */
  PREDICT
}
