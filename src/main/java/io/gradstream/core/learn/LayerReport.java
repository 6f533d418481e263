package io.gradstream.core.learn;

/**
 * How a group of parameters fared in a window, for finding gradients that vanish or explode.
 *
 * @param layer name of the group
 * @param gradientNorm mean Euclidean norm of its gradients before clipping; NaN without steps
 * @param weightNorm Euclidean norm of all its weights at the end of the window
 * @param updateRatio mean of the norm of a step's change over that of the weights it changed; NaN
 *     where those were all 0
 * @param deadUnits share of its units that were not active for any example of the window; NaN for a
 *     layer whose units cannot die
 */
public record LayerReport(
    String layer, double gradientNorm, double weightNorm, double updateRatio, double deadUnits) {}
