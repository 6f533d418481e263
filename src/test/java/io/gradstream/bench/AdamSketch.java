package io.gradstream.bench;

import io.gradstream.core.optim.Adam;
import java.util.Optional;

/** The sketch with Adam; the powers of the bias corrections are running products. */
final class AdamSketch extends Sketch {

  private static final int STRIDE = 3;

  private final double eta;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private double power1 = 1;
  private double power2 = 1;

  /** Creates a sketch that has seen nothing. */
  AdamSketch(Adam rule, double clipNorm, Optional<SketchCheckpoint> checkpoint) {
    super(STRIDE, clipNorm, checkpoint);
    eta = rule.learningRate();
    beta1 = rule.beta1();
    beta2 = rule.beta2();
    epsilon = rule.epsilon();
  }

  @Override
  void step(double error) {
    power1 *= beta1;
    power2 *= beta2;
    double rate = eta / (1 - power1);
    double root = 1 / Math.sqrt(1 - power2);
    double[] w = cells;
    step(w, 0, error, rate, root);
    for (int i = 0; i < NUMBERS; i++) {
      step(w, STRIDE * (1 + i), error * x[i], rate, root);
    }
    for (int i = 0; i < CATEGORIES; i++) {
      step(w, active[i], error, rate, root);
    }
  }

  private void step(double[] w, int at, double g, double rate, double root) {
    double m = w[at + 1] = beta1 * w[at + 1] + (1 - beta1) * g;
    double v = w[at + 2] = beta2 * w[at + 2] + (1 - beta2) * g * g;
    w[at] -= rate * m / (Math.sqrt(v) * root + epsilon);
  }
}
