package io.gradstream.core.data;

/** What a label is, and so what a model predicts and which losses and metrics make sense. */
public enum Task {
  /** One of two classes; labels are 0 and 1, a prediction is the probability of 1. */
  BINARY,
  /** One of several classes; labels are their numbers from 0, predictions a probability each. */
  MULTICLASS,
  /** A number; so is the prediction. */
  REGRESSION
}
