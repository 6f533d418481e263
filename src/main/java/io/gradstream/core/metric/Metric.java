package io.gradstream.core.metric;

import java.util.Locale;

/** A measure of scores against binary labels; each says which direction is better. */
public enum Metric {
  /**
   * Mean of {@code -ln p} of the true class, p kept {@value #EPSILON} away from 0 and 1; in nats.
   */
  LOG_LOSS(false) {
    @Override
    public double of(double[] scores, double[] labels, int from, int to) {
      double sum = 0;
      double product = 1; // one logarithm for some factors; 1e-15 to the 16th is still a double
      int factors = 0;
      for (int i = from; i < to; i++) {
        double p = labels[i] > 0.5 ? scores[i] : 1 - scores[i];
        product *= Math.min(Math.max(p, EPSILON), 1 - EPSILON);
        if (++factors == FACTORS) {
          sum -= StrictMath.log(product);
          product = 1;
          factors = 0;
        }
      }
      return (sum - StrictMath.log(product)) / (to - from);
    }
  },
  /** Share of scores on the right side of 0.5; 0.5 itself counts as the positive class. */
  ACCURACY(true) {
    @Override
    public double of(double[] scores, double[] labels, int from, int to) {
      int right = 0;
      for (int i = from; i < to; i++) {
        if (scores[i] >= 0.5 == labels[i] > 0.5) {
          right++;
        }
      }
      return (double) right / (to - from);
    }
  },
  /** Area under the ROC curve, ties counted half; NaN where only one class occurs. */
  AUC(true) {
    @Override
    public double of(double[] scores, double[] labels, int from, int to) {
      return AreaUnderCurve.of(scores, labels, from, to);
    }
  };

  private static final double EPSILON = 1e-15;
  private static final int FACTORS = 16;

  private final boolean higherIsBetter;

  Metric(boolean higherIsBetter) {
    this.higherIsBetter = higherIsBetter;
  }

  /** Computes the metric over {@code [from, to)}; NaN where it is undefined. */
  public abstract double of(double[] scores, double[] labels, int from, int to);

  /** Returns by how much {@code value} is better than {@code reference}; negative if worse. */
  public double gain(double value, double reference) {
    return higherIsBetter ? value - reference : reference - value;
  }

  /** Returns the name by which the YAML knows the metric, such as {@code log-loss}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
