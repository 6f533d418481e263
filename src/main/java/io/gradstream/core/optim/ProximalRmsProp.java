package io.gradstream.core.optim;

import io.gradstream.core.data.FeatureVector;

/**
 * RMSProp by proximal (implicit) steps: the rates {@code r = eta / (sqrt(s) + epsilon)} follow from
 * the ordinary gradient, with {@code s = rho s + (1 - rho) g^2}; the step {@code w -= r g(w')} takes
 * the gradient at the weights {@code w'} where it ends.
 *
 * <p>Source: {@link RmsProp} for the rates, {@link ProximalSgd} for the step; the output moves by
 * the sum of {@code r x^2} times the derivative there.
 *
 * @param learningRate eta, greater than 0
 * @param rho decay of the mean of squares, in [0, 1)
 * @param epsilon added outside the root, greater than 0
 */
public record ProximalRmsProp(double learningRate, double rho, double epsilon)
    implements OnlineRule {

  /** Checks the ranges. */
  public ProximalRmsProp {
    Ranges.RATE.check("learning-rate", learningRate);
    Ranges.DECAY.check("rho", rho);
    Ranges.EPSILON.check("epsilon", epsilon);
  }

  @Override
  public String name() {
    return "rmsprop";
  }

  @Override
  public String description() {
    return "rmsprop, proximal";
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public void step(Lane lane, FeatureVector x, Slope slope, long t, double factor) {
    double[] cells = lane.cells;
    double[] rates = lane.scratch(x.size());
    int[] rows = x.rows();
    double[] values = x.values();
    double d = slope.now();
    double eta = learningRate * factor;
    double q = 0;
    for (int i = 0; i < x.size(); i++) {
      int at = rows[i] * lane.stride + lane.first + lane.gap;
      double g = d * values[i];
      double s = rho * cells[at] + (1 - rho) * g * g;
      cells[at] = s;
      double rate = eta / (Math.sqrt(s) + epsilon);
      rates[i] = rate;
      q += rate * values[i] * values[i];
    }
    Steps.proximal(lane, x, rates, slope.afterStep(q));
  }
}
