package io.gradstream.core.model;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.loss.Loss;

/** From features to predictions. What it has learned is state; predicting changes nothing. */
public interface Model {

  /** Returns the number of raw outputs. */
  int outputs();

  /**
   * Predicts; changes nothing.
   *
   * @param z scratch, {@link #outputs} long: the raw outputs of a model that has them
   * @param scores as long; gets what goes out: a probability, one for each class, or a number
   */
  void score(FeatureVector x, Loss loss, double[] z, double[] scores);

  /** Tells whether every logit is a weighted sum of the features. */
  default boolean isLinear() {
    return false;
  }

  /**
   * Writes what the scores are made of, {@link #outputs} long: logits, of several classes such as a
   * softmax makes their probabilities of, or the raw output of a number; changes nothing.
   */
  void logits(FeatureVector x, Loss loss, double[] logits);

  /**
   * Adds the derivatives of one of the {@link #logits} by the values of {@code x}; changes nothing.
   *
   * @param slopes by pair of {@code x}
   */
  void slopes(FeatureVector x, Loss loss, int output, double[] slopes);

  /** Writes down what {@link #score} does: a column for each of the scores. */
  Node draw(Graph graph, Columns x, Loss loss);

  /** Makes room for {@code rows} input rows, the bias included. */
  void grow(int rows);

  /** Makes an input row, if it is there, one that has learned nothing. */
  void forget(int row);

  /** Makes room for {@code outputs} raw outputs. */
  void widen(int outputs);

  /** Recomputes what is derived from the state, after it was loaded or copied. */
  void refresh();

  /** Returns the number of parameters in use, biases included, moments not. */
  int parameterCount();
}
