package io.gradstream.core.feature.pca;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.math.Randomness;
import io.gradstream.core.math.SquareSum;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.Arrays;

/**
 * The first principal axes of a stream of vectors whose dimensions may grow.
 *
 * <p>The generalised Hebbian algorithm (T. D. Sanger, "Optimal unsupervised learning in a
 * single-layer linear feedforward neural network", Neural Networks 2, 1989), which for one axis is
 * the rule of E. Oja (1982). With the centred vector c and {@code y = W c},
 *
 * <pre>  w_j += eta_j y_j (c - sum over i &lt;= j of y_i w_i)</pre>
 *
 * <p>Departures, so that no rate has to be found by hand: {@code eta_j = r_n / v_j}, v_j being the
 * running mean of y_j², which makes the rate independent of the data's scale; {@code r_n =
 * max(learning-rate, 4 / (20 + n))}; one vector turns an axis by 45 degrees or so at most; and an
 * axis is kept at length 1 by dividing, of which Oja's rule is the first order. The mean taken off
 * is the running one, with weight {@code max(learning-rate, 1 / n)} for the new vector.
 *
 * <p>A first weight is a function of seed, axis and dimension, small beside 1.
 */
final class PrincipalAxes {

  private static final double START = 0.01;
  private static final double GAIN = 4;
  private static final double DELAY = 20;
  private static final double LARGEST = 1e70; // sums of its square stay finite

  private final int size;
  private final double learningRate;
  private final Randomness start;
  private final LongArray count; // vectors seen
  private final DoubleArray means; // by dimension
  private final DoubleArray axes; // dimension by dimension, a weight for each axis
  private final DoubleArray variances; // by axis, SquareSums
  private final double[] offsets; // by axis, the coordinate of the mean
  private final double[] y;
  private final double[] gains;
  private final double[] lengths;
  private double[] centred = new double[0];

  PrincipalAxes(State.Scope scope, String name, int size, double learningRate, Randomness start) {
    this.size = size;
    this.learningRate = learningRate;
    this.start = start;
    count = scope.longs(name + ".count", 1);
    means = scope.doubles(name + ".means", 0);
    axes = scope.doubles(name + ".axes", 0);
    axes.layDense();
    variances = scope.doubles(name + ".variances", size);
    offsets = new double[size];
    y = new double[size];
    gains = new double[size];
    lengths = new double[size];
  }

  /** Makes room for as many dimensions; in a new one every vector so far was 0. */
  void grow(int dimensions) {
    for (int known = means.size(); known < dimensions; known++) {
      means.add(0);
      axes.grow((known + 1) * size);
      begin(known);
    }
    refreshScratch();
  }

  /** Makes a dimension one that was never met. */
  void forget(int dimension) {
    if (dimension < means.size()) {
      means.set(dimension, 0);
      begin(dimension);
      refresh();
    }
  }

  /** Turns the axes by a vector of known dimensions, given by rows from 1 on. */
  void observe(FeatureVector x) {
    count.set(0, count.get(0) + 1);
    centre(x);
    double inverseLength = dense();
    if (inverseLength > 0) {
      turn(inverseLength);
    }
    refresh();
  }

  /** Fills {@code out} with the coordinates of a vector; unknown dimensions count as 0. */
  void project(FeatureVector x, double[] out) {
    double[] w = axes.values();
    for (int j = 0; j < size; j++) {
      out[j] = -offsets[j];
    }
    for (int i = 1; i < x.size(); i++) {
      int dimension = x.row(i) - 1;
      if (dimension < means.size()) {
        double value = bounded(x.value(i));
        for (int j = 0; j < size; j++) {
          out[j] += value * w[dimension * size + j];
        }
      }
    }
  }

  /** Returns by how much a row's value, the bias's included, moves a coordinate. */
  double weight(int row, int axis) {
    if (row == FeatureVector.BIAS) {
      return -offsets[axis];
    }
    int dimension = row - 1;
    return dimension < means.size() ? axes.get(dimension * size + axis) : 0;
  }

  /** Recomputes what is derived from the state arrays. */
  void refresh() {
    refreshScratch();
    double[] w = axes.values();
    Arrays.fill(offsets, 0);
    for (int c = 0; c < means.size(); c++) {
      double mean = means.get(c);
      for (int j = 0; j < size; j++) {
        offsets[j] += mean * w[c * size + j];
      }
    }
  }

  /**
   * Averages axis by axis, the twin's turned to the same side, by count times variance: an
   * estimate, exact where both have the same axes.
   *
   * @param dimensions by the twin's dimension the same one here, -1 for none
   */
  void merge(PrincipalAxes twin, int[] dimensions) {
    long here = count.get(0);
    long there = twin.count.get(0);
    if (there == 0) {
      return;
    }
    double share = (double) there / (here + there);
    mergeMeans(twin, dimensions, share);
    for (int j = 0; j < size; j++) {
      double a = SquareSum.mixed(variances.get(j), 1 - share, 0, 0, 0);
      double b = SquareSum.mixed(twin.variances.get(j), share, 0, 0, 0);
      double both = SquareSum.plus(a, b);
      if (b != 0) {
        mergeAxis(j, twin, dimensions, here == 0 ? 1 : SquareSum.ratio(b, both));
      }
      variances.set(j, both);
    }
    count.set(0, here + there);
    refresh();
  }

  private void mergeMeans(PrincipalAxes twin, int[] dimensions, double share) {
    for (int c = 0; c < means.size(); c++) {
      means.set(c, means.get(c) * (1 - share));
    }
    for (int c = 0; c < twin.means.size(); c++) {
      if (dimensions[c] >= 0) {
        int at = dimensions[c];
        means.set(at, means.get(at) + share * twin.means.get(c));
      }
    }
  }

  private void mergeAxis(int j, PrincipalAxes twin, int[] dimensions, double share) {
    double dot = 0;
    for (int c = 0; c < twin.means.size(); c++) {
      if (dimensions[c] >= 0) {
        dot += axes.get(dimensions[c] * size + j) * twin.axes.get(c * size + j);
      }
    }
    double side = dot < 0 && share < 1 ? -share : share;
    for (int c = 0; c < means.size(); c++) {
      axes.set(c * size + j, axes.get(c * size + j) * (1 - share));
    }
    for (int c = 0; c < twin.means.size(); c++) {
      if (dimensions[c] >= 0) {
        int at = dimensions[c] * size + j;
        axes.set(at, axes.get(at) + side * twin.axes.get(c * size + j));
      }
    }
    lengths[j] = 0;
    for (int c = 0; c < means.size(); c++) {
      lengths[j] += axes.get(c * size + j) * axes.get(c * size + j);
    }
    shorten(j, j + 1);
  }

  private void begin(int dimension) {
    for (int j = 0; j < size; j++) {
      axes.set(dimension * size + j, START * start.gaussian(j, dimension));
    }
  }

  private void refreshScratch() {
    if (centred.length < means.size()) {
      centred = new double[means.size() + means.size() / 2];
    }
  }

  /** Counts a vector into the means and takes them off. */
  private void centre(FeatureVector x) {
    int dimensions = means.size();
    double share = Math.max(learningRate, 1.0 / count.get(0));
    Arrays.fill(centred, 0, dimensions, 0);
    for (int i = 1; i < x.size(); i++) {
      centred[x.row(i) - 1] = bounded(x.value(i));
    }
    double[] m = means.values();
    for (int c = 0; c < dimensions; c++) {
      m[c] += share * (centred[c] - m[c]);
      centred[c] -= m[c];
    }
    means.touchAll();
  }

  /** Fills y with the coordinates of the centred vector; returns 1 / its length, 0 if it is 0. */
  private double dense() {
    double[] w = axes.values();
    double squares = 0;
    Arrays.fill(y, 0);
    for (int c = 0; c < means.size(); c++) {
      squares = SquareSum.plus(squares, centred[c], centred[c]);
      for (int j = 0; j < size; j++) {
        y[j] += centred[c] * w[c * size + j];
      }
    }
    return SquareSum.inverseRoot(1, squares);
  }

  /** One step of the rule by the centred vector, with gains of {@code most} at most. */
  private void turn(double most) {
    long n = count.get(0);
    double share = Math.max(learningRate, 1.0 / n);
    double rate = Math.max(learningRate, GAIN / (DELAY + n));
    for (int j = 0; j < size; j++) {
      double variance = SquareSum.mixed(variances.get(j), 1 - share, share, y[j], y[j]);
      variances.set(j, variance);
      double inverse = SquareSum.inverseRoot(1, variance);
      double gain = rate * (y[j] * inverse) * inverse;
      gains[j] = Math.max(-most, Math.min(most, gain));
    }
    Arrays.fill(lengths, 0);
    double[] w = axes.values();
    for (int c = 0; c < means.size(); c++) {
      double rest = centred[c];
      for (int j = 0; j < size; j++) {
        int at = c * size + j;
        rest -= y[j] * w[at];
        w[at] += gains[j] * rest;
        lengths[j] += w[at] * w[at];
      }
    }
    shorten(0, size);
  }

  /** Divides the axes {@code [from, to)} by their lengths, the squares of which are known. */
  private void shorten(int from, int to) {
    double[] w = axes.values();
    for (int j = from; j < to; j++) {
      lengths[j] = lengths[j] > 0 ? 1 / Math.sqrt(lengths[j]) : 0;
    }
    for (int c = 0; c < means.size(); c++) {
      for (int j = from; j < to; j++) {
        w[c * size + j] *= lengths[j];
      }
    }
    axes.touchAll();
  }

  private static double bounded(double x) {
    return Math.max(-LARGEST, Math.min(LARGEST, x));
  }
}
