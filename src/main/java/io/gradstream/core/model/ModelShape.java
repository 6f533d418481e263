package io.gradstream.core.model;

import io.gradstream.core.math.Randomness;

/**
 * What the rest of a pipeline demands of its model.
 *
 * @param rows input rows at first, the bias included
 * @param fanIn inputs that are active at once, the bias not included: a column each for numbers,
 *     one of all categories of a field; what initialisers scale by
 * @param outputs raw outputs at first
 * @param moments moments that the optimizer keeps beside each weight
 * @param randomness where random weights, and random units to drop, come from
 */
public record ModelShape(int rows, int fanIn, int outputs, int moments, Randomness randomness) {

  /** Returns the same shape with other input rows. */
  public ModelShape withRows(int newRows) {
    return new ModelShape(newRows, fanIn, outputs, moments, randomness);
  }

  /** Returns the same shape with other moments. */
  public ModelShape withMoments(int newMoments) {
    return new ModelShape(rows, fanIn, outputs, newMoments, randomness);
  }
}
