package io.gradstream.core.data;

/** Encoded, labelled examples on which one step is taken. */
public interface Examples {

  /** Returns the number of examples, 1 or more. */
  int size();

  /** Replaces the contents of {@code out} by the features of an example. */
  void features(int example, FeatureVector out);

  /** Returns the label of an example, never NaN. */
  double label(int example);

  /** Returns by how much an example counts, 0 or more; 1 is an ordinary one. */
  double weight(int example);
}
