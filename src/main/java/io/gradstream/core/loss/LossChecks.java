package io.gradstream.core.loss;

/** Refuses hyper-parameters outside their ranges. */
final class LossChecks {

  private LossChecks() {}

  static void positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be greater than 0, was " + value);
    }
  }

  static void within(String name, double value, double least, double most) {
    if (!(value > least && value < most)) {
      throw new IllegalArgumentException(
          "%s must be in (%s, %s), was %s".formatted(name, least, most, value));
    }
  }

  /** Label smoothing moves at most half of the label, where nothing would be left to learn. */
  static void smoothing(double value) {
    if (!(value >= 0 && value < 0.5)) {
      throw new IllegalArgumentException("label-smoothing must be in [0, 0.5), was " + value);
    }
  }
}
