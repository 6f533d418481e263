package io.gradstream.core.learn;

/** Reads the scores of several classes. */
final class ClassScores {

  private ClassScores() {}

  /** Returns the score of a class, 0 for one that was not known when they were made. */
  static double of(double[] scores, int ofClass) {
    return ofClass < scores.length ? scores[ofClass] : 0;
  }

  /** Returns the class of the highest score, the first of them in a tie. */
  static int likeliest(double[] scores) {
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    return best;
  }
}
