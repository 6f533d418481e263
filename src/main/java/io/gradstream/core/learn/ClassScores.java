package io.gradstream.core.learn;

/** Reads the scores of several classes; a model without classes has one output that is none. */
final class ClassScores {

  private static final int NONE = -1;

  private ClassScores() {}

  /**
   * Returns the probability of a class.
   *
   * @param unseen that of all classes together that were not known when the scores were made
   */
  static double of(double[] scores, int known, int ofClass, double unseen) {
    return ofClass < Math.min(known, scores.length) ? (1 - unseen) * scores[ofClass] : unseen;
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
