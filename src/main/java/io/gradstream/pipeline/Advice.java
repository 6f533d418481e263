package io.gradstream.pipeline;

import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.optim.Momentum;
import io.gradstream.core.optim.Nesterov;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.ProximalSgd;
import io.gradstream.core.optim.Sgd;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is allowed in a pipeline and seldom wise: said to its author, never enforced. */
public final class Advice {

  private Advice() {}

  /** Returns a sentence for each thing that a pipeline's author may want to think about again. */
  public static List<String> on(Pipeline pipeline) {
    return Stream.of(oneRateForRareCategories(pipeline)).flatMap(Optional::stream).toList();
  }

  /** A rare category's weight hardly moves at the one rate that suits all the others. */
  private static Optional<String> oneRateForRareCategories(Pipeline pipeline) {
    Optimizer rule = pipeline.learner().training().optimizer();
    boolean oneRate =
        rule instanceof Sgd
            || rule instanceof ProximalSgd
            || rule instanceof Momentum
            || rule instanceof Nesterov;
    boolean sparse = pipeline.learner().features().stream().anyMatch(OneHot.class::isInstance);
    return oneRate && sparse
        ? Optional.of(
            ("%s has one rate for all weights, and those of rare one-hot categories hardly move;"
                    + " an adaptive rule (adagrad, rmsprop, adam) has a rate for each")
                .formatted(rule.name()))
        : Optional.empty();
  }
}
