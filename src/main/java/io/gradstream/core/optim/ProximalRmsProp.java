package io.gradstream.core.optim;

import io.gradstream.core.data.FeatureVector;

/**
 * RMSProp by proximal (implicit) steps: the rates {@code r = eta / (sqrt(s) + epsilon)} follow from
 * the ordinary gradient, with {@code s = rho s + (1 - rho) g^2}; the step {@code w -= r g(w')}
 * takes the gradient at the weights {@code w'} where it ends.
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
    double[] rates =
        Steps.rates(lane, x, slope.now(), rho, 1 - rho, learningRate * factor, epsilon);
    double q = Steps.squares(rates, x.values(), x.size());
    Steps.proximal(lane, x, rates, slope.afterStep(q));
  }
}
