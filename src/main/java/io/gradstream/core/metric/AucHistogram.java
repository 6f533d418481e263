package io.gradstream.core.metric;

import io.gradstream.core.data.Task;
import io.gradstream.core.state.LongArray;

/**
 * The area under the ROC curve in bounded memory: counts of positives and negatives by score.
 *
 * <p>{@value #BINS} bins of equal width over [0, 1]; pairs within a bin count half, as ties do. The
 * error is at most half the share of pairs that fall into a common bin.
 */
final class AucHistogram {

  private static final int BINS = 4096;

  /** Of eight bins, so that its blocks are few and yet not much more than what changed. */
  private static final int ROW = 2 * 8;

  private final LongArray counts;

  /** Uses {@code counts} as state; it is grown at the first use. */
  AucHistogram(LongArray counts) {
    this.counts = counts;
    counts.layRows(ROW);
  }

  /** Counts one score. */
  void add(double score, double label) {
    double[] scores = {score};
    double[] labels = {label};
    add(Predictions.of(Task.BINARY, scores, labels, 0, 1));
  }

  /** Counts the scores of rows; one that is not a number is left out. */
  void add(Predictions rows) {
    counts.grow(2 * BINS);
    long[] all = counts.values();
    double[] scores = rows.scores();
    double[] labels = rows.labels();
    for (int i = rows.from(); i < rows.to(); i++) {
      double score = scores[i];
      if (!Double.isNaN(score)) {
        int bin = score >= 1 ? BINS - 1 : score > 0 ? (int) (score * BINS) : 0;
        int at = 2 * bin + (int) labels[i];
        all[at]++;
        counts.touch(at);
      }
    }
  }

  /** Returns the average precision so far, a step for each bin; NaN without positives. */
  double averagePrecision() {
    double records = 0;
    double found = 0;
    double sum = 0;
    long[] all = counts.values();
    for (int at = counts.size() - 2; at >= 0; at -= 2) {
      double p = all[at + 1];
      records += all[at] + p;
      found += p;
      sum += p == 0 ? 0 : p * found / records;
    }
    return sum / found;
  }

  /** Returns the area so far, NaN where only one class occurred. */
  double value() {
    double pairs = 0;
    double positives = 0;
    double negatives = 0;
    long[] all = counts.values();
    for (int at = 0, end = counts.size(); at < end; at += 2) {
      double n = all[at];
      double p = all[at + 1];
      pairs += p * (negatives + 0.5 * n);
      positives += p;
      negatives += n;
    }
    return pairs / (positives * negatives);
  }
}
