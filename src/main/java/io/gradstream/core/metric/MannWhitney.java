package io.gradstream.core.metric;

import java.util.Arrays;

/**
 * Counts the pairs of a positive and a negative score in which the positive is the greater, ties by
 * half: the statistic U, of which the area under the ROC curve is the share.
 *
 * <p>Source: H. B. Mann, D. R. Whitney, "On a test of whether one of two random variables is
 * stochastically larger than the other", Annals of Mathematical Statistics 18(1), 1947. Nothing is
 * sorted: scores are given out to buckets of equal width, and only those of one bucket are compared
 * with each other. Where scores lie too close together for that, {@link #pairs} says so. Sums are
 * of whole and half numbers, so their order changes nothing. Holds scratch memory.
 */
final class MannWhitney {

  private static final int COMPARISONS = 8; // by score, at most
  private static final int LEAST_BUCKETS = 64;

  private double[] positives = {};
  private double[] negatives = {};
  private double[] ordered = {}; // the negatives by bucket
  private int[] ofPositives = {}; // their buckets
  private int[] ofNegatives = {};
  private int[] ends = {}; // by bucket, where in the order its negatives end
  private int p;
  private int n;

  /** Takes the scores of some rows; returns whether both classes are among them. */
  boolean split(double[] scores, double[] labels, int from, int to) {
    reserve(to - from);
    p = 0;
    n = 0;
    for (int i = from; i < to; i++) { // without a branch that a label would decide
      int positive = (int) labels[i];
      positives[p] = scores[i];
      negatives[n] = scores[i];
      p += positive;
      n += 1 - positive;
    }
    return p > 0 && n > 0;
  }

  /** Returns the positive scores, of which there are {@link #positiveCount}. */
  double[] positives() {
    return positives;
  }

  /** Returns the negative scores, of which there are {@link #negativeCount}. */
  double[] negatives() {
    return negatives;
  }

  int positiveCount() {
    return p;
  }

  int negativeCount() {
    return n;
  }

  /** Returns U, NaN if it takes too many comparisons or a score is not finite. */
  double pairs() {
    double least = Math.min(least(positives, p), least(negatives, n));
    double greatest = Math.max(greatest(positives, p), greatest(negatives, n));
    int buckets = Math.max(LEAST_BUCKETS, Integer.highestOneBit(p + n) * 2);
    double scale = (buckets - 1) / (greatest - least);
    if (!(scale < Double.MAX_VALUE)) { // NaN if a score is not a number
      return Double.NaN;
    }
    order(least, scale, buckets);
    bucket(positives, p, least, scale, ofPositives);
    return compare();
  }

  private double compare() {
    double pairs = 0;
    int left = COMPARISONS * (p + n);
    for (int i = 0; i < p; i++) {
      double score = positives[i];
      int bucket = ofPositives[i];
      int start = bucket == 0 ? 0 : ends[bucket - 1];
      int end = ends[bucket];
      int below = start;
      int ties = 0;
      for (int k = start; k < end; k++) {
        below += ordered[k] < score ? 1 : 0;
        ties += ordered[k] == score ? 1 : 0;
      }
      pairs += below + 0.5 * ties;
      left -= end - start;
      if (left < 0) {
        return Double.NaN;
      }
    }
    return pairs;
  }

  /** Lays the negatives down bucket by bucket. */
  private void order(double least, double scale, int buckets) {
    if (ends.length < buckets) {
      ends = new int[buckets];
    }
    int[] at = ends;
    Arrays.fill(at, 0, buckets, 0);
    bucket(negatives, n, least, scale, ofNegatives);
    for (int i = 0; i < n; i++) {
      at[ofNegatives[i]]++;
    }
    int sum = 0;
    for (int bucket = 0; bucket < buckets; bucket++) {
      int count = at[bucket];
      at[bucket] = sum;
      sum += count;
    }
    for (int i = 0; i < n; i++) {
      ordered[at[ofNegatives[i]]++] = negatives[i]; // so a start becomes an end
    }
  }

  private static void bucket(double[] scores, int count, double least, double scale, int[] to) {
    for (int i = 0; i < count; i++) {
      to[i] = (int) ((scores[i] - least) * scale);
    }
  }

  private static double least(double[] scores, int count) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, scores[i]); // NaN if one is
    }
    return least;
  }

  private static double greatest(double[] scores, int count) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      greatest = Math.max(greatest, scores[i]);
    }
    return greatest;
  }

  private void reserve(int count) {
    if (positives.length <= count) {
      positives = new double[count + 1]; // one more, since each score is written to both
      negatives = new double[count + 1];
      ordered = new double[count + 1];
      ofPositives = new int[count + 1];
      ofNegatives = new int[count + 1];
    }
  }
}
