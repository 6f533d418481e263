package io.gradstream.pipeline.file;

import io.gradstream.core.learn.Penalties;
import io.gradstream.core.optim.Ranges;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Section;
import java.util.List;

/** Declares {@code regularization}: penalties on the weights. */
final class RegularizationKeys {

  private static final Key<Double> L1 =
      Key.withDefault(
          "l1",
          new Decimal(Ranges.PENALTY),
          "0.0",
          "Weight of the sum of absolute weights in the loss, by its subgradient: weights hover"
              + " about zero; ftrl's own l1 makes them exactly zero. Bias and inactive rows as with"
              + " l2.");

  private static final Key<Double> L2 =
      Key.withDefault(
          "l2",
          new Decimal(Ranges.PENALTY),
          "0.0",
          "Weight of half the squared norm of the weights in the loss; the bias is left out, and in a"
              + " step only the rows that are active in it are drawn to zero.");

  static final Section<Penalties> TYPE =
      new Section<>(List.of(L1, L2), values -> new Penalties(values.get(L1), values.get(L2)));

  private RegularizationKeys() {}
}
