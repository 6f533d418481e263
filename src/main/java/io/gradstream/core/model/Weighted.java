package io.gradstream.core.model;

/** A model whose outputs are weighted sums of its inputs, or come of such sums. */
public interface Weighted extends Model {

  /** Returns the weight of an input row in an output, 0 for a row that is not there. */
  double weight(int row, int output);
}
