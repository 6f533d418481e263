package io.gradstream.core.optim;

import io.gradstream.core.model.Gradient;
import io.gradstream.core.model.Parameters;

/**
 * Adam: moments of the gradient and of its square, both bias-corrected.
 *
 * <pre>
 *   m = beta1 m + (1 - beta1) g        m_hat = m / (1 - beta1^t)
 *   v = beta2 v + (1 - beta2) g^2      v_hat = v / (1 - beta2^t)
 *   w -= eta m_hat / (sqrt(v_hat) + epsilon)
 * </pre>
 *
 * <p>Source: D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015,
 * algorithm 1. Lazy on rows that are not in the batch, with {@code t} counting all steps (as
 * TensorFlow's LazyAdam).
 *
 * @param learningRate eta, greater than 0
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added outside the root, greater than 0
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon)
    implements Optimizer {

  @Override
  public String name() {
    return "adam";
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void step(Parameters parameters, Gradient gradient, long t) {
    double[] w = parameters.cells();
    double rate = learningRate / BiasCorrection.of(beta1, t);
    double root = 1 / Math.sqrt(BiasCorrection.of(beta2, t));
    for (int i = 0; i < gradient.size(); i++) {
      int at = parameters.offset(gradient.row(i));
      double g = gradient.value(i);
      double m = beta1 * w[at + 1] + (1 - beta1) * g;
      double v = beta2 * w[at + 2] + (1 - beta2) * g * g;
      w[at + 1] = m;
      w[at + 2] = v;
      w[at] -= rate * m / (Math.sqrt(v) * root + epsilon);
    }
  }
}
