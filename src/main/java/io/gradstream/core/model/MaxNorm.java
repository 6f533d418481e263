package io.gradstream.core.model;

/**
 * Keeps the norm of the weights into each unit below a bound, biases excluded.
 *
 * <p>Source: N. Srebro, A. Shraibman, "Rank, trace-norm and max-norm", COLT 2005; beside dropout in
 * N. Srivastava et al., "Dropout", JMLR 15, 2014, section 5.1. After each step a unit whose weights
 * are longer is scaled back to the bound. The norm is over all rows of the layer, so a step of the
 * first layer costs a pass over all its categories.
 *
 * @param most greater than 0; infinite for no bound
 */
record MaxNorm(double most) {

  void apply(Parameters parameters) {
    if (most == Double.POSITIVE_INFINITY) {
      return;
    }
    for (int unit = 0; unit < parameters.width(); unit++) {
      double squares = 0;
      for (int row = 1; row < parameters.rows(); row++) {
        squares += parameters.weight(row, unit) * parameters.weight(row, unit);
      }
      double norm = Math.sqrt(squares);
      if (norm > most) {
        scale(parameters, unit, most / norm);
      }
    }
  }

  private static void scale(Parameters parameters, int unit, double factor) {
    for (int row = 1; row < parameters.rows(); row++) {
      parameters.setWeight(row, unit, parameters.weight(row, unit) * factor);
    }
  }
}
