package io.gradstream.core.model;

import io.gradstream.core.data.Examples;
import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.math.Fence;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;
import java.util.Arrays;

/**
 * The unit in which a regression is learned: a label y is learned as {@code t = (y - centre) /
 * unit}, and what the model says of t goes out as {@code centre + unit t}, in the label's own unit.
 *
 * <p>Centre and unit are the running mean and deviation of the labels; for a loss with a log link
 * the centre is 0 and the unit the mean, for it is a ratio that such a model learns. Not scaled
 * they are 0 and 1. One rate then suits labels of any size, and a bias that is 0 is a good first
 * guess.
 *
 * <p>With a {@link LabelTransform} y is what it makes of the label, here and below: labels are
 * counted, bounded and fenced so transformed, and only what is given and returned is in the label's
 * own unit.
 *
 * <p>A label too far outside of those seen counts as the nearest of them ({@link Fence}), in the
 * scale and wherever it is learned.
 *
 * <p>Mean and deviation by B. P. Welford, "Note on a method for calculating corrected sums of
 * squares and products", Technometrics 4(3), 1962, the variant that keeps the root: {@code s <-
 * sqrt(s^2 (n-1)/n + (y - m_old) (y - m_new) / n)}. It is finite for all finite labels, and exact
 * for those whose squares are too small for a double.
 */
public final class LabelScale {

  private static final int COUNT = 0;
  private static final int MEAN = 1;
  private static final int DEVIATION = 2;
  private static final int LOWEST = 3;
  private static final int HIGHEST = 4;
  private static final int SIZE = 5;

  /** Between these a variance has all its digits; beyond, roots are added up. */
  private static final double LEAST_VARIANCE = 1e-280;

  private static final double MOST_VARIANCE = 1e280;

  /** Of a rate that is all but 0. */
  private static final double LEAST_LOGARITHM = -700;

  private final LabelHandling rule;
  private final Loss loss;
  private final boolean centred;
  private final DoubleArray state;
  private final Scaled examples = new Scaled();
  private final Fence fence;
  private final DoubleArray range;

  /** Creates the scale of the labels of a loss, of which none was seen. */
  public LabelScale(State.Scope scope, LabelHandling rule, Loss loss) {
    this(scope, rule, loss, new Fence(Fence.FACTOR));
  }

  /** Creates the same with a fence of one's own. */
  public LabelScale(State.Scope scope, LabelHandling rule, Loss loss, Fence fence) {
    this.fence = fence;
    range = scope.doubles("label.range", Fence.CELLS);
    this.rule = rule;
    this.loss = loss;
    centred = rule.scaled() && !loss.hasLogLink();
    state = scope.doubles("label", SIZE);
  }

  /**
   * Counts a label, which must be finite.
   *
   * @return what it counts as: the nearest label seen if it is too far outside of those
   */
  public double observe(double label) {
    double n = state.get(COUNT);
    double given = rule.transform().forward(label);
    double counted = fence.take(range.values(), 0, given, n);
    range.touchAll();
    if (fence.beginsAnew()) {
      Arrays.fill(state.values(), 0, SIZE, 0);
      for (int k = 0; k < n; k++) {
        count(fence.first(range.values(), 0, k));
      }
    }
    count(counted);
    return counted == given ? label : rule.transform().inverse(counted);
  }

  /** Returns what a label would count as; changes nothing. */
  public double counted(double label) {
    double given = rule.transform().forward(label);
    double counted = fence.within(range.values(), 0, given, state.get(COUNT));
    return counted == given ? label : rule.transform().inverse(counted);
  }

  /** Returns how many of the first labels count as others, once all of those are there. */
  public int firstStrays() {
    return Fence.isOpen(range.values(), 0) ? fence.firstStrays(range.values(), 0) : 0;
  }

  /** Returns the last of the first labels that count as others, once all of those are there. */
  public double firstStray() {
    return Fence.isOpen(range.values(), 0)
        ? rule.transform().inverse(fence.firstStray(range.values(), 0))
        : Double.NaN;
  }

  private void count(double label) {
    double n = state.get(COUNT) + 1;
    double old = state.get(MEAN);
    double before = label - old;
    double mean = old + (Double.isFinite(before) ? before / n : label / n - old / n);
    state.set(DEVIATION, deviation(state.get(DEVIATION), n, before, label - mean));
    state.set(MEAN, mean);
    state.set(LOWEST, n == 1 ? label : Math.min(state.get(LOWEST), label));
    state.set(HIGHEST, n == 1 ? label : Math.max(state.get(HIGHEST), label));
    state.set(COUNT, n);
  }

  private static double deviation(double s, double n, double before, double after) {
    double variance = s * s * ((n - 1) / n) + before * (after / n);
    if (variance > LEAST_VARIANCE && variance < MOST_VARIANCE) {
      return Math.sqrt(variance);
    }
    double added = Math.sqrt(Math.abs(before)) * Math.sqrt(Math.abs(after) / n);
    return Math.min(StrictMath.hypot(s * Math.sqrt((n - 1) / n), added), Double.MAX_VALUE);
  }

  /** Returns a label in the unit in which it is learned. */
  public double scaled(double label) {
    return inUnits(rule.transform().forward(label));
  }

  private double inUnits(double label) {
    double scaled = (label - centre()) / unit();
    return Double.isFinite(scaled) ? scaled : label / unit() - centre() / unit();
  }

  /**
   * Returns in the label's own unit what was predicted of the scaled label: the centre, whatever
   * was predicted, as long as all labels are one.
   */
  public double back(double predicted) {
    double size = size();
    double own = centre() + (size == 0 && !Double.isNaN(predicted) ? 0 : size * predicted);
    double bounded =
        isBounded() ? Math.max(state.get(LOWEST), Math.min(state.get(HIGHEST), own)) : own;
    return rule.transform().inverse(bounded);
  }

  /**
   * Returns the number of labels seen, their mean and their deviation, transformed, in this order.
   */
  public double[] moments() {
    return new double[] {state.get(COUNT), state.get(MEAN), state.get(DEVIATION)};
  }

  /** Writes down what {@link #back} does. */
  public Node draw(Graph graph, Node predicted) {
    double size = size();
    Node scaled = graph.apply(Operation.MULTIPLY, predicted, graph.row(size));
    Node own = graph.apply(Operation.ADD, scaled, graph.row(centre()));
    Node bounded = isBounded() ? graph.within(own, state.get(LOWEST), state.get(HIGHEST)) : own;
    return rule.transform().draw(graph, bounded);
  }

  /** Tells whether {@link #back} is linear in what is predicted, bounds apart. */
  public boolean isLinear() {
    return rule.transform() == LabelTransform.NONE && !loss.hasLogLink();
  }

  /** Returns what {@link #back} makes of a prediction where it {@link #isLinear}, bounds apart. */
  public double unbounded(double predicted) {
    return centre() + size() * predicted;
  }

  /** Returns by how much {@link #unbounded} rises with what is predicted. */
  public double slope() {
    return size();
  }

  /** Returns the size of 1 in the label's own unit, above 0; 1 as long as nothing tells. */
  double unit() {
    double size = size();
    return size > 0 ? size : 1;
  }

  private double size() {
    boolean known = rule.scaled() && state.get(COUNT) > 0;
    return known ? state.get(centred ? DEVIATION : MEAN) : 1;
  }

  private double centre() {
    return centred ? state.get(MEAN) : 0;
  }

  /** Returns a raw output such that what is predicted of it is within the labels seen. */
  public double withinRange(double output) {
    if (!isBounded()) {
      return output;
    }
    return loss.hasLogLink()
        ? Math.max(logarithm(low()), Math.min(logarithm(high()), output))
        : Math.max(low(), Math.min(high(), output));
  }

  /** Writes down what {@link #withinRange} does. */
  public Node drawWithinRange(Graph graph, Node output) {
    double low = withinRange(Double.NEGATIVE_INFINITY);
    return graph.within(output, low, withinRange(Double.POSITIVE_INFINITY));
  }

  private static double logarithm(double rate) {
    return rate > 0 ? StrictMath.log(rate) : LEAST_LOGARITHM;
  }

  /**
   * Returns the lowest label seen, scaled; minus infinity if predictions may be any or none was.
   *
   * <p>It is in the unit of what {@link #back} is given: of a loss with a log link a bound of
   * {@code exp(z)}, not of z.
   */
  double low() {
    return isBounded() ? inUnits(state.get(LOWEST)) : Double.NEGATIVE_INFINITY;
  }

  /** Returns the highest label seen, scaled; infinity if predictions may be any or none was. */
  double high() {
    return isBounded() ? inUnits(state.get(HIGHEST)) : Double.POSITIVE_INFINITY;
  }

  private boolean isBounded() {
    return rule.bounded() && state.get(COUNT) > 0;
  }

  /** Returns the loss of scaled labels. */
  public Loss loss() {
    return rule.scaled() ? loss.per(size()) : loss;
  }

  /** Returns the same examples with scaled labels: a view, good until the next call. */
  public Examples scaled(Examples batch) {
    examples.batch = batch;
    return examples;
  }

  private final class Scaled implements Examples {

    private Examples batch = this;

    @Override
    public int size() {
      return batch.size();
    }

    @Override
    public void features(int example, FeatureVector out) {
      batch.features(example, out);
    }

    @Override
    public double label(int example) {
      return scaled(batch.label(example));
    }

    @Override
    public double weight(int example) {
      return batch.weight(example);
    }
  }
}
