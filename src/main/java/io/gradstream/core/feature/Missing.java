package io.gradstream.core.feature;

/** What stands in for a missing number. */
public enum Missing {
  /** The running mean: encoded as 0 once standardised, and not counted into the statistics. */
  MEAN,
  /** The number 0, before scaling: counted into the statistics like any other value. */
  ZERO
}
