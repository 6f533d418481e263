package io.gradstream.core.model;

import io.gradstream.core.data.FeatureVector;

/** A model whose hidden layers can be pre-trained. */
public interface Pretrainable {

  /** Returns the number of hidden layers. */
  int hiddenLayers();

  /**
   * Lets a hidden layer take one step towards reconstructing its inputs.
   *
   * @param layer from 0, at the input
   * @param x the record's features
   * @param step number of the record, from 1: what is random depends on it
   * @return half the squared error of the reconstruction before the step; NaN if the step was
   *     dropped because something was not finite
   */
  double pretrain(int layer, FeatureVector x, Pretraining rule, long step);
}
