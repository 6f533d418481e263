package io.gradstream.core.race;

import io.gradstream.core.math.Exp;

/** The logistic function. */
final class Logistic {

  private Logistic() {}

  static double of(double z) {
    if (z >= 0) {
      return 1 / (1 + Exp.of(-z));
    }
    double e = Exp.of(z);
    return e / (1 + e);
  }
}
