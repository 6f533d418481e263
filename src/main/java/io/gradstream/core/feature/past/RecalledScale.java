package io.gradstream.core.feature.past;

/** What becomes of a remembered value before it is a feature. */
public enum RecalledScale {
  /** It is standardised by its running mean and standard deviation. */
  STANDARD,
  /** Its logarithm, of one more than it, is standardised so. */
  LOG,
  /** Nothing. */
  NONE
}
