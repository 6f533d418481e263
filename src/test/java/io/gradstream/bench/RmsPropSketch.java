package io.gradstream.bench;

import io.gradstream.core.optim.RmsProp;
import java.util.Optional;

/** The sketch with RMSProp. */
final class RmsPropSketch extends Sketch {

  private static final int STRIDE = 2;

  private final double eta;
  private final double rho;
  private final double epsilon;

  /** Creates a sketch that has seen nothing. */
  RmsPropSketch(RmsProp rule, double clipNorm, Optional<SketchCheckpoint> checkpoint) {
    super(STRIDE, clipNorm, checkpoint);
    eta = rule.learningRate();
    rho = rule.rho();
    epsilon = rule.epsilon();
  }

  @Override
  void step(double error) {
    double[] w = cells;
    step(w, 0, error);
    for (int i = 0; i < NUMBERS; i++) {
      step(w, STRIDE * (1 + i), error * x[i]);
    }
    for (int i = 0; i < CATEGORIES; i++) {
      step(w, active[i], error);
    }
  }

  private void step(double[] w, int at, double g) {
    double s = w[at + 1] = rho * w[at + 1] + (1 - rho) * g * g;
    w[at] -= eta * g / (Math.sqrt(s) + epsilon);
  }
}
