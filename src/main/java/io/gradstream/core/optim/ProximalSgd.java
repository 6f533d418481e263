package io.gradstream.core.optim;

import io.gradstream.core.data.FeatureVector;

/**
 * Stochastic gradient descent by proximal (implicit) steps: {@code w -= eta g(w')}, the gradient
 * taken at the weights {@code w'} where the step ends.
 *
 * <p>Source: B. Kulis, P. L. Bartlett, "Implicit online learning", ICML 2010; P. Toulis, E. M.
 * Airoldi, "Asymptotic and finite-sample properties of estimators based on stochastic gradients",
 * Annals of Statistics 45(4), 2017. However large the rate, a step does not overshoot.
 *
 * @param learningRate eta, greater than 0
 */
public record ProximalSgd(double learningRate) implements OnlineRule {

  /** Checks the range. */
  public ProximalSgd {
    Ranges.RATE.check("learning-rate", learningRate);
  }

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public String description() {
    return "sgd, proximal";
  }

  @Override
  public int moments() {
    return 0;
  }

  @Override
  public void step(Lane lane, FeatureVector x, Slope slope, long t, double factor) {
    double eta = learningRate * factor;
    double step = eta * slope.afterStep(eta * lane.squares);
    double[] w = lane.cells;
    int first = lane.first;
    int[] offsets = lane.offsets;
    double[] values = x.values();
    int size = x.size();
    for (int i = 0; i < size; i++) {
      w[offsets[i] + first] -= step * values[i];
    }
  }
}
