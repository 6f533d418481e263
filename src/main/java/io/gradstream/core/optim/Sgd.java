package io.gradstream.core.optim;

import io.gradstream.core.model.Gradient;
import io.gradstream.core.model.Parameters;

/**
 * Stochastic gradient descent: {@code w -= eta g}.
 *
 * <p>Source: H. Robbins, S. Monro, "A stochastic approximation method", Annals of Mathematical
 * Statistics 22(3), 1951.
 *
 * @param learningRate eta, greater than 0
 */
public record Sgd(double learningRate) implements Optimizer {

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public int slots() {
    return 0;
  }

  @Override
  public void step(Parameters parameters, Gradient gradient, long t) {
    double[] w = parameters.cells();
    for (int i = 0; i < gradient.size(); i++) {
      w[parameters.offset(gradient.row(i))] -= learningRate * gradient.value(i);
    }
  }
}
