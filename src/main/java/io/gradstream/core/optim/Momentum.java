package io.gradstream.core.optim;

import io.gradstream.core.model.Gradient;
import io.gradstream.core.model.Parameters;

/**
 * Momentum: {@code v = mu v + g; w -= eta v}.
 *
 * <p>Source: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", USSR
 * Computational Mathematics 4(5), 1964; the variant of PyTorch, whose learning rate is outside the
 * velocity (equal to the notes' {@code v = mu v + eta g} at a constant rate).
 *
 * @param learningRate eta, greater than 0
 * @param momentum mu, in [0, 1)
 */
public record Momentum(double learningRate, double momentum) implements Optimizer {

  @Override
  public String name() {
    return "momentum";
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void step(Parameters parameters, Gradient gradient, long t) {
    double[] w = parameters.cells();
    for (int i = 0; i < gradient.size(); i++) {
      int at = parameters.offset(gradient.row(i));
      double v = momentum * w[at + 1] + gradient.value(i);
      w[at + 1] = v;
      w[at] -= learningRate * v;
    }
  }
}
