package io.gradstream.core.loss;

import java.util.List;
import java.util.stream.Stream;

/** Every loss, for the tests that all must pass. */
public final class Losses {

  private Losses() {}

  /** Returns the losses of one output. */
  public static List<ScalarLoss> scalar() {
    return List.of(
        new LogLoss(),
        new LogLoss(0.1),
        new HingeLoss(),
        new SquaredLoss(),
        new AbsoluteLoss(),
        new HuberLoss(1),
        new HuberLoss(0.3),
        new QuantileLoss(0.9),
        new QuantileLoss(0.2),
        new PoissonLoss());
  }

  /** Returns all. */
  public static List<Loss> all() {
    return Stream.concat(
            scalar().stream(), Stream.of(new SoftmaxCrossEntropy(), new SoftmaxCrossEntropy(0.2)))
        .map(Loss.class::cast)
        .toList();
  }
}
