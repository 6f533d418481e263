package io.gradstream.core.metric;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * How often each class was predicted, was the label, and was both: all that the metrics of classes
 * need, in three numbers a class.
 */
final class ClassCounts {

  private static final int RIGHT = 0;
  private static final int PREDICTED = 1;
  private static final int ACTUAL = 2;

  /** Numbers kept for each class. */
  static final int STRIDE = 3;

  private long[] counts;
  private int length;

  /** Counts in {@code counts[0, length)}, a multiple of {@link #STRIDE}. */
  ClassCounts(long[] counts, int length) {
    this.counts = counts;
    this.length = length;
  }

  /** Counts each row as often as {@code times} says. */
  static ClassCounts of(Predictions rows, int[] times) {
    ClassCounts all = new ClassCounts(new long[2 * STRIDE], 2 * STRIDE);
    for (int i = rows.from(); i < rows.to(); i++) {
      if (times[i] > 0) {
        all.add(rows.predicted(i), rows.actual(i), times[i]);
      }
    }
    return all;
  }

  static ClassCounts of(Predictions rows) {
    ClassCounts all = new ClassCounts(new long[2 * STRIDE], 2 * STRIDE);
    for (int i = rows.from(); i < rows.to(); i++) {
      all.add(rows.predicted(i), rows.actual(i), 1);
    }
    return all;
  }

  private void add(int predicted, int actual, int times) {
    int needed = STRIDE * (Math.max(predicted, actual) + 1);
    if (needed > length) {
      counts = Arrays.copyOf(counts, 2 * needed);
      length = needed;
    }
    if (predicted >= 0) {
      counts[STRIDE * predicted + PREDICTED] += times;
    }
    counts[STRIDE * actual + ACTUAL] += times;
    if (predicted == actual) {
      counts[STRIDE * actual + RIGHT] += times;
    }
  }

  /** Returns the index at which a kind of count of a class stands. */
  static int at(int ofClass, boolean predicted, boolean actual) {
    return STRIDE * ofClass + (predicted && actual ? RIGHT : predicted ? PREDICTED : ACTUAL);
  }

  double records() {
    return sum(ACTUAL);
  }

  double accuracy() {
    return sum(RIGHT) / records();
  }

  /** Returns the mean recall of the classes that occurred. */
  double balancedAccuracy() {
    double sum = 0;
    int occurred = 0;
    for (int at = 0; at < length; at += STRIDE) {
      if (counts[at + ACTUAL] > 0) {
        sum += (double) counts[at + RIGHT] / counts[at + ACTUAL];
        occurred++;
      }
    }
    return sum / occurred;
  }

  double precision(boolean binary) {
    return binary ? precision(STRIDE) : macro(this::precision);
  }

  double recall(boolean binary) {
    return binary ? recall(STRIDE) : macro(this::recall);
  }

  double f1(boolean binary) {
    return binary ? f1(STRIDE) : macro(this::f1);
  }

  /** Returns Cohen's kappa: J. Cohen, Educational and Psychological Measurement 20, 1960. */
  double kappa() {
    double n = sum(ACTUAL);
    double chance = products() / (n * n);
    return (accuracy() - chance) / (1 - chance);
  }

  /**
   * Returns Matthews' correlation coefficient, for several classes as R_K: J. Gorodkin,
   * Computational Biology and Chemistry 28, 2004.
   */
  double mcc() {
    double n = sum(ACTUAL);
    double spread = (n * n - squares(PREDICTED)) * (n * n - squares(ACTUAL));
    return (sum(RIGHT) * n - products()) / Math.sqrt(spread);
  }

  private double precision(int at) {
    return (double) counts[at + RIGHT] / counts[at + PREDICTED];
  }

  private double recall(int at) {
    return (double) counts[at + RIGHT] / counts[at + ACTUAL];
  }

  private double f1(int at) {
    return 2.0 * counts[at + RIGHT] / (counts[at + PREDICTED] + counts[at + ACTUAL]);
  }

  /** Returns the mean over the classes that occurred or were predicted; undefined ones count 0. */
  private double macro(IntToDoubleFunction ofClass) {
    double sum = 0;
    int seen = 0;
    for (int at = 0; at < length; at += STRIDE) {
      if (counts[at + PREDICTED] + counts[at + ACTUAL] > 0) {
        double value = ofClass.applyAsDouble(at);
        sum += Double.isNaN(value) ? 0 : value;
        seen++;
      }
    }
    return sum / seen;
  }

  private double products() {
    double sum = 0;
    for (int at = 0; at < length; at += STRIDE) {
      sum += (double) counts[at + PREDICTED] * counts[at + ACTUAL];
    }
    return sum;
  }

  private double squares(int kind) {
    double sum = 0;
    for (int at = kind; at < length; at += STRIDE) {
      sum += (double) counts[at] * counts[at];
    }
    return sum;
  }

  private double sum(int kind) {
    double sum = 0;
    for (int at = kind; at < length; at += STRIDE) {
      sum += counts[at];
    }
    return sum;
  }
}
