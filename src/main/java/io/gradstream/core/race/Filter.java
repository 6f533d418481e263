package io.gradstream.core.race;

import java.util.Arrays;

/**
 * The weights of a stacker and their covariance, learned by a Kalman filter whose weights walk at
 * random; {@code [weights, covariance]} in an array.
 */
final class Filter {

  private final int size;
  private final int first;
  private final double[] gain; // covariance times input

  Filter(int first, int size) {
    this.first = first;
    this.size = size;
    gain = new double[size];
  }

  /** Returns how many cells it takes. */
  static int cells(int size) {
    return size + size * size;
  }

  /** Begins, or begins anew. */
  void begin(double[] state, double variance) {
    Arrays.fill(state, first, first + cells(size), 0);
    for (int i = 0; i < size; i++) {
      state[first + i] = 1.0 / size;
      state[covariance(i, i)] = variance;
    }
  }

  double weight(double[] state, int i) {
    return state[first + i];
  }

  /** Returns the weighted sum of the inputs. */
  double predict(double[] state, double[] x) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += state[first + i] * x[i];
    }
    return sum;
  }

  /** Returns the variance that the weights' covariance gives a prediction; notes the gain. */
  double variance(double[] state, double[] x) {
    double variance = 0;
    for (int i = 0; i < size; i++) {
      double sum = 0;
      int row = covariance(i, 0);
      for (int j = 0; j < size; j++) {
        sum += state[row + j] * x[j];
      }
      gain[i] = sum;
      variance += sum * x[i];
    }
    return Math.max(0, variance); // below by rounding only
  }

  /** Takes {@code factor} times the outer product of the noted gain off the covariance. */
  void shrink(double[] state, double factor) {
    for (int i = 0; i < size; i++) {
      int row = covariance(i, 0);
      double scaled = factor * gain[i];
      for (int j = 0; j < size; j++) {
        state[row + j] -= scaled * gain[j];
      }
    }
  }

  /** Moves the weights by {@code factor} times the noted gain. */
  void move(double[] state, double factor) {
    for (int i = 0; i < size; i++) {
      state[first + i] += factor * gain[i];
    }
  }

  /** Moves the weights by the covariance times {@code g}. */
  void moveAlong(double[] state, double[] g) {
    variance(state, g);
    move(state, 1);
  }

  /** Lets the weights walk: their variances grow, up to the one they began with. */
  void walk(double[] state, Mixing rule) {
    for (int i = 0; i < size; i++) {
      int at = covariance(i, i);
      state[at] = Math.min(rule.variance(), Math.max(0, state[at]) + rule.walk());
    }
  }

  private int covariance(int i, int j) {
    return first + size + i * size + j;
  }
}
