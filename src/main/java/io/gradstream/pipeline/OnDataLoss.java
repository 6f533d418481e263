package io.gradstream.pipeline;

/** What becomes of a pipeline whose input has lost records or would give some a second time. */
public enum OnDataLoss {
  /** It ends, or does not start. */
  FAIL,
  /** It goes on, with a warning and a decision; what it has learned it does not learn again. */
  CONTINUE,
  /**
   * It goes on where nothing can be put right (records that were deleted), and does not start where
   * something can (offsets that are gone or were moved back, another topic of the same name).
   */
  BY_CAUSE;

  /** Tells whether records that are lost for good end the pipeline. */
  public boolean failsOnLoss() {
    return this == FAIL;
  }

  /** Tells whether what a person can put right is to be put right first. */
  public boolean failsOnWhatCanBeMended() {
    return this != CONTINUE;
  }
}
