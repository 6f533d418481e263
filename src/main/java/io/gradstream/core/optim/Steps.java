package io.gradstream.core.optim;

import io.gradstream.core.data.FeatureVector;

/** Loops that rules share. */
final class Steps {

  private Steps() {}

  /**
   * Updates the first moment of every weight of an example, {@code s = kept s + added g^2} with
   * {@code g = d x}, and returns the rates {@code eta / (sqrt(s) + epsilon)} that follow: scratch
   * memory of the lane.
   */
  static double[] rates(
      Lane lane, FeatureVector x, double d, double kept, double added, double eta, double epsilon) {
    int size = x.size();
    double[] sums = lane.scratch(size);
    double[] cells = lane.cells;
    int[] offsets = lane.offsets;
    double[] values = x.values();
    int moment = lane.first + 1;
    for (int i = 0; i < size; i++) {
      double g = d * values[i];
      double s = kept * cells[offsets[i] + moment] + added * g * g;
      cells[offsets[i] + moment] = s;
      sums[i] = s;
    }
    double[] rates = lane.rates(size);
    rates(sums, eta, epsilon, rates, size);
    return rates;
  }

  /**
   * Writes {@code eta / (sqrt(s) + epsilon)}: roots and divisions of arrays alone, which the
   * compiler makes several at a time of.
   */
  private static void rates(double[] s, double eta, double epsilon, double[] rates, int size) {
    for (int i = 0; i < size; i++) {
      rates[i] = eta / (Math.sqrt(s[i]) + epsilon);
    }
  }

  /** Returns the sum of {@code rate x^2}. */
  static double squares(double[] rates, double[] x, int size) {
    double even = 0; // two sums side by side do not wait for each other
    double odd = 0;
    for (int i = 0; i < size - 1; i += 2) {
      even += rates[i] * x[i] * x[i];
      odd += rates[i + 1] * x[i + 1] * x[i + 1];
    }
    if ((size & 1) != 0) {
      even += rates[size - 1] * x[size - 1] * x[size - 1];
    }
    return even + odd;
  }

  /** Moves every weight by its rate times its gradient, {@code d} being the loss's derivative. */
  static void proximal(Lane lane, FeatureVector x, double[] rates, double d) {
    double[] w = lane.cells;
    int[] offsets = lane.offsets;
    double[] values = x.values();
    int first = lane.first;
    int size = x.size();
    for (int i = 0; i < size; i++) {
      w[offsets[i] + first] -= rates[i] * d * values[i];
    }
  }
}
