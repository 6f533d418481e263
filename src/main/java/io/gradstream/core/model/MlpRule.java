package io.gradstream.core.model;

import io.gradstream.core.state.State;
import io.gradstream.core.text.RealRange;
import io.gradstream.core.text.WholeRange;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A multilayer perceptron: hidden layers of units with an activation, and a linear output layer.
 *
 * @param hidden units of each hidden layer, from the input on; 1 or more layers
 * @param activation of all hidden units
 * @param initializer of all weights
 * @param batchNorm whether the sums of hidden units are normalised over the batch
 * @param dropout probability with which a hidden unit is left out of a step, in [0, 1)
 * @param maxNorm largest norm of the weights into a hidden unit; infinite for no bound
 */
public record MlpRule(
    List<Integer> hidden,
    Activation activation,
    Initializer initializer,
    boolean batchNorm,
    double dropout,
    double maxNorm)
    implements ModelRule {

  /** How many units a layer may have. */
  public static final WholeRange UNITS = WholeRange.atLeast(1);

  /** What the probability of leaving out a unit may be. */
  public static final RealRange DROPOUT = RealRange.from(0, 1);

  /** What a norm that is bounded may be. */
  public static final RealRange MAX_NORM = RealRange.above(0);

  /** Copies the list and checks the ranges. */
  public MlpRule {
    hidden = List.copyOf(hidden);
    hidden.forEach(units -> UNITS.check("hidden", units));
    if (hidden.isEmpty()) {
      throw new IllegalArgumentException("hidden must have a layer or more, had none");
    }
    DROPOUT.check("dropout", dropout);
    MAX_NORM.checkBound("max-norm", maxNorm);
  }

  /** Returns a rule without normalisation, dropout and bound. */
  public static MlpRule of(List<Integer> hidden, Activation activation, Initializer initializer) {
    return new MlpRule(hidden, activation, initializer, false, 0, Double.POSITIVE_INFINITY);
  }

  /** Returns the initialiser that suits an activation: He's for rectifiers, else Xavier's. */
  public static Initializer initializerFor(Activation activation) {
    return activation.rectifies() ? new Initializer.He() : new Initializer.Xavier();
  }

  @Override
  public long weights(int inputs) {
    long weights = 0;
    long below = inputs;
    for (int units : hidden) {
      weights += below * units;
      below = units;
    }
    return weights + below;
  }

  @Override
  public String name() {
    return "mlp";
  }

  @Override
  public String description() {
    String layers = hidden.stream().map(String::valueOf).collect(Collectors.joining("-"));
    return "mlp: " + layers + " " + activation.label() + (batchNorm ? ", batch-norm" : "");
  }

  @Override
  public GradientModel create(State.Scope scope, ModelShape shape) {
    return new Mlp(scope, this, shape);
  }
}
