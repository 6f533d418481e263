package io.gradstream.core.metric;

import io.gradstream.core.math.RadixSort;

/**
 * The area under the ROC curve by ranks: the share of positive-negative pairs in the right order.
 *
 * <p>Source: J. A. Hanley, B. J. McNeil, "The meaning and use of the area under a receiver
 * operating characteristic (ROC) curve", Radiology 143, 1982; ties count half.
 */
final class AreaUnderCurve {

  private AreaUnderCurve() {}

  static double of(Predictions rows) {
    double ofClasses = ofTwoScores(rows);
    return Double.isNaN(ofClasses) ? byRanks(rows) : ofClasses;
  }

  /** Returns the area for answers that are bare classes, NaN if there are other scores. */
  private static double ofTwoScores(Predictions rows) {
    double[] scores = rows.scores();
    double[] labels = rows.labels();
    double[] ofZero = new double[2]; // by label
    double[] ofOne = new double[2];
    for (int i = rows.from(); i < rows.to(); i++) {
      int label = labels[i] > 0.5 ? 1 : 0;
      if (scores[i] == 0) {
        ofZero[label]++;
      } else if (scores[i] == 1) {
        ofOne[label]++;
      } else {
        return Double.NaN;
      }
    }
    double pairs = ofOne[1] * (ofZero[0] + 0.5 * ofOne[0]) + 0.5 * ofZero[1] * ofZero[0];
    return pairs / ((ofZero[1] + ofOne[1]) * (ofZero[0] + ofOne[0]));
  }

  private static double byRanks(Predictions rows) {
    double[] scores = rows.scores();
    double[] labels = rows.labels();
    Workspace workspace = rows.workspace();
    double[] positives = workspace.positives(rows.count());
    double[] negatives = workspace.negatives(rows.count());
    int p = 0;
    int n = 0;
    for (int i = rows.from(); i < rows.to(); i++) {
      if (labels[i] > 0.5) {
        positives[p++] = scores[i];
      } else {
        negatives[n++] = scores[i];
      }
    }
    RadixSort sort = workspace.sort();
    sort.sort(positives, p);
    sort.sort(negatives, n);
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
