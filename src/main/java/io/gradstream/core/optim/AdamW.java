package io.gradstream.core.optim;

/**
 * AdamW: Adam with the decay of the weights apart from the gradient, {@code w -= eta lambda w}
 * first and then Adam's step.
 *
 * <p>Source: I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", ICLR 2019,
 * algorithm 2, with a constant schedule; the variant of PyTorch. The bias does not decay. Lazy: a
 * weight decays in the steps in which its row is active.
 *
 * @param adam the rule of the step
 * @param weightDecay lambda, 0 or more
 */
public record AdamW(Adam adam, double weightDecay) implements GradientOptimizer {

  /** Checks the range. */
  public AdamW {
    Ranges.PENALTY.check("weight-decay", weightDecay);
  }

  @Override
  public String name() {
    return "adamw";
  }

  @Override
  public double learningRate() {
    return adam.learningRate();
  }

  @Override
  public int moments() {
    return adam.moments();
  }

  @Override
  public void step(double[][] active, double[] g, int size, long t, double eta) {
    adam.step(active, g, size, t, eta);
  }
}
