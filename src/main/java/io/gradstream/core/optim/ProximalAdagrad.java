package io.gradstream.core.optim;

import io.gradstream.core.data.FeatureVector;

/**
 * Adagrad by proximal (implicit) steps: the rates {@code r = eta / (sqrt(s) + epsilon)} follow from
 * the ordinary gradient, with {@code s = (1 - delta) s + g^2}; the step {@code w -= r g(w')} takes
 * the gradient at the weights {@code w'} where it ends.
 *
 * <p>Source: {@link Adagrad} for the rates, {@link ProximalSgd} for the step; the output moves by
 * the sum of {@code r x^2} times the derivative there.
 *
 * @param learningRate eta, greater than 0
 * @param sumDecay delta, the share of the sum forgotten in each step, in [0, 1)
 * @param epsilon added outside the root, greater than 0
 */
public record ProximalAdagrad(double learningRate, double sumDecay, double epsilon)
    implements OnlineRule {

  /** Checks the ranges. */
  public ProximalAdagrad {
    Ranges.RATE.check("learning-rate", learningRate);
    Ranges.DECAY.check("sum-decay", sumDecay);
    Ranges.EPSILON.check("epsilon", epsilon);
  }

  @Override
  public String name() {
    return "adagrad";
  }

  @Override
  public String description() {
    return "adagrad, proximal";
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public void step(Lane lane, FeatureVector x, Slope slope, long t, double factor) {
    int size = x.size();
    double[] sums = lane.scratch(size);
    double[] cells = lane.cells;
    int[] offsets = lane.offsets;
    double[] values = x.values();
    int first = lane.first + 1;
    double d = slope.now();
    double kept = 1 - sumDecay;
    for (int i = 0; i < size; i++) {
      double g = d * values[i];
      double s = kept * cells[offsets[i] + first] + g * g;
      cells[offsets[i] + first] = s;
      sums[i] = s;
    }
    double[] rates = lane.rates(size);
    Steps.rates(sums, learningRate * factor, epsilon, rates, size);
    double q = Steps.squares(rates, values, size);
    Steps.proximal(lane, x, rates, slope.afterStep(q));
  }
}
