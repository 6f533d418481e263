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
    double others = rows.count() == 0 ? 0 : rest(scores[rows.from()]);
    int ones = 0;
    int positives = 0;
    int both = 0;
    for (int i = rows.from(); i < rows.to() && others == 0; i++) {
      int score = (int) scores[i];
      int label = (int) labels[i];
      others += rest(scores[i]);
      ones += score;
      positives += label;
      both += score & label;
    }
    if (others != 0) {
      return Double.NaN;
    }
    double negatives = rows.count() - positives;
    double falsely = ones - both; // negatives of score 1
    double missed = positives - both; // positives of score 0
    double rightly = negatives - falsely;
    return (both * (rightly + 0.5 * falsely) + 0.5 * missed * rightly) / (positives * negatives);
  }

  /** Returns 0 for 0 and 1 alone. */
  private static double rest(double score) {
    return score * (score - 1);
  }

  private static double byRanks(Predictions rows) {
    MannWhitney pairs = rows.workspace().pairs();
    if (!pairs.split(rows.scores(), rows.labels(), rows.from(), rows.to())) {
      return Double.NaN;
    }
    int p = pairs.positiveCount();
    int n = pairs.negativeCount();
    double u = pairs.pairs();
    if (Double.isNaN(u)) {
      RadixSort sort = rows.workspace().sort();
      sort.sort(pairs.positives(), p);
      sort.sort(pairs.negatives(), n);
      u = ordered(pairs.positives(), p, pairs.negatives(), n);
    }
    return u / ((double) p * n);
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
