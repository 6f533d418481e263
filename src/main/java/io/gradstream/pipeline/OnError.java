package io.gradstream.pipeline;

/** What becomes of a record at which the learner fails unexpectedly. */
public enum OnError {
  /** The pipeline ends, and does so again at each start, until somebody has seen why. */
  FAIL,
  /** The record is a dead letter; the model goes on as if it had never come. */
  DEAD_LETTER
}
