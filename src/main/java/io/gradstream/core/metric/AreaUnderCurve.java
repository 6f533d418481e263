package io.gradstream.core.metric;

import java.util.Arrays;

/**
 * The area under the ROC curve by ranks: the share of positive-negative pairs in the right order.
 *
 * <p>Source: J. A. Hanley, B. J. McNeil, "The meaning and use of the area under a receiver
 * operating characteristic (ROC) curve", Radiology 143, 1982; ties count half.
 */
final class AreaUnderCurve {

  private AreaUnderCurve() {}

  static double of(double[] scores, double[] labels, int from, int to) {
    double[] positives = new double[to - from];
    double[] negatives = new double[to - from];
    int p = 0;
    int n = 0;
    for (int i = from; i < to; i++) {
      if (labels[i] > 0.5) {
        positives[p++] = scores[i];
      } else {
        negatives[n++] = scores[i];
      }
    }
    Arrays.sort(positives, 0, p);
    Arrays.sort(negatives, 0, n);
    return ordered(positives, p, negatives, n) / ((double) p * n);
  }

  private static double ordered(double[] positives, int p, double[] negatives, int n) {
    double pairs = 0;
    int below = 0;
    int notAbove = 0;
    for (int i = 0; i < p; i++) {
      while (below < n && negatives[below] < positives[i]) {
        below++;
      }
      while (notAbove < n && negatives[notAbove] <= positives[i]) {
        notAbove++;
      }
      pairs += below + 0.5 * (notAbove - below);
    }
    return pairs;
  }
}
