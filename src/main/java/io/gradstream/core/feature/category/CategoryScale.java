package io.gradstream.core.feature.category;

/** What is done with a number that an encoder makes of a category. */
public enum CategoryScale {
  /** It is standardised by its running mean and standard deviation, as numbers are. */
  STANDARD,
  /** It stays as it is. */
  NONE
}
