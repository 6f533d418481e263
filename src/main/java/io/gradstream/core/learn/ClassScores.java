package io.gradstream.core.learn;

/** Reads the scores of several classes; a model without classes has one output that is none. */
final class ClassScores {

  private static final int NONE = -1;

  private ClassScores() {}

  /** Returns the score of a class, 0 for one that was not known when they were made. */
  static double of(double[] scores, int known, int ofClass) {
    return ofClass < Math.min(known, scores.length) ? scores[ofClass] : 0;
  }

  /** Returns the class of the highest score, the first of them in a tie; -1 if none was known. */
  static int likeliest(double[] scores, int known) {
    if (known == 0) {
      return NONE;
    }
    int best = 0;
    for (int k = 1; k < Math.min(known, scores.length); k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    return best;
  }
}
