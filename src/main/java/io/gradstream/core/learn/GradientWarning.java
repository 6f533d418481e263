package io.gradstream.core.learn;

import io.gradstream.core.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A sign, seen in one window, that a network's gradients do not do their work; at most one of a
 * kind in a window.
 *
 * <p>Vanishing and exploding gradients, and what to do about them: X. Glorot, Y. Bengio,
 * "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010; R.
 * Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks", ICML
 * 2013. The bounds are ours.
 *
 * @param kind what is wrong
 * @param reason a sentence for people
 * @param layers how many layers it concerns
 */
record GradientWarning(Decision.Kind kind, String reason, int layers) {

  /** A layer's gradient below this share of the last layer's has vanished. */
  private static final double VANISHED = 1e-3;

  /** A layer's gradient above this multiple of its usual one explodes. */
  private static final double EXPLODED = 100;

  /** A layer with at least this share of dead units is reported. */
  private static final double DEAD = 0.5;

  /**
   * Returns the warnings of a window.
   *
   * @param usualGradient the mean gradient norm of a layer in the windows before, NaN in the first
   */
  static List<GradientWarning> of(List<LayerReport> layers, IntToDoubleFunction usualGradient) {
    List<GradientWarning> warnings = new ArrayList<>();
    if (layers.isEmpty()) {
      return List.of();
    }
    double last = layers.get(layers.size() - 1).gradientNorm();
    warning(
            Decision.Kind.VANISHING_GRADIENT,
            layers,
            i -> layers.get(i).gradientNorm() < VANISHED * last,
            "the gradient of %s is below a thousandth of the last layer's; fewer layers, relu,"
                + " batch normalisation or another initialiser help")
        .ifPresent(warnings::add);
    warning(
            Decision.Kind.EXPLODING_GRADIENT,
            layers,
            i -> layers.get(i).gradientNorm() > EXPLODED * usualGradient.applyAsDouble(i),
            "the gradient of %s is above a hundred times that of the windows before; a smaller"
                + " rate or a smaller clip norm helps")
        .ifPresent(warnings::add);
    warning(
            Decision.Kind.DEAD_UNITS,
            layers,
            i -> layers.get(i).deadUnits() >= DEAD,
            "half of the units of %s, or more, were active for no example; a smaller rate,"
                + " leaky-relu or the he initialiser helps")
        .ifPresent(warnings::add);
    return warnings;
  }

  private static Optional<GradientWarning> warning(
      Decision.Kind kind, List<LayerReport> layers, IntPredicate concerned, String reason) {
    List<LayerReport> found =
        IntStream.range(0, layers.size()).filter(concerned).mapToObj(layers::get).toList();
    String names =
        found.stream()
            .map(layer -> "%s (%s)".formatted(layer.layer(), Figures.one(figure(kind, layer))))
            .collect(Collectors.joining(", "));
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(new GradientWarning(kind, reason.formatted(names), found.size()));
  }

  private static double figure(Decision.Kind kind, LayerReport layer) {
    return kind == Decision.Kind.DEAD_UNITS ? layer.deadUnits() : layer.gradientNorm();
  }
}
