package io.gradstream.core.learn;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.math.Randomness;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;

/**
 * Labelled examples that wait to be drawn at random, so that neighbours of the stream do not share
 * a batch; part of the state like everything else.
 *
 * <p>Once it holds more than its capacity, examples are drawn, each of those that wait as likely as
 * the others: TensorFlow's {@code Dataset.shuffle}. An example takes as much room as the longest.
 */
final class ShuffleBuffer {

  private static final int STRIDE = 0;
  private static final int DRAWN = 1;
  private static final int COUNTERS = 2;

  private final int capacity;
  private final Randomness random;
  private final LongArray counters;
  private final DoubleArray labels;
  private final DoubleArray weights;
  private final LongArray lengths;
  private final LongArray rows;
  private final DoubleArray values;
  private final FeatureVector features = new FeatureVector();
  private double label;
  private double weight;

  /** Declares the state of a buffer of so many examples; 0 for none. */
  ShuffleBuffer(State state, int capacity, long seed) {
    this.capacity = capacity;
    random = new Randomness(seed).split("shuffle");
    counters = state.longs("shuffle.counters", COUNTERS);
    labels = state.doubles("shuffle.labels", 0);
    weights = state.doubles("shuffle.weights", 0);
    lengths = state.longs("shuffle.lengths", 0);
    rows = state.longs("shuffle.rows", 0);
    values = state.doubles("shuffle.values", 0);
  }

  /** Tells whether nothing waits, or ever will. */
  boolean isIdle() {
    return capacity == 0 && size() == 0;
  }

  /** Returns how many examples wait. */
  int size() {
    return labels.size();
  }

  /** Takes an example in. */
  void add(FeatureVector x, double newLabel, double newWeight) {
    widen(x.size());
    int at = size();
    resize(at + 1);
    labels.set(at, newLabel);
    weights.set(at, newWeight);
    lengths.set(at, x.size());
    for (int i = 0; i < x.size(); i++) {
      rows.set(at * stride() + i, x.row(i));
      values.set(at * stride() + i, x.value(i));
    }
  }

  /**
   * Draws an example if there are more than are to wait; it then stands in {@link #features},
   * {@link #label} and {@link #weight}.
   *
   * @return whether there was one
   */
  boolean draw() {
    return draw(capacity);
  }

  /** Draws an example if any waits; returns whether there was one. */
  boolean drawAny() {
    return draw(0);
  }

  private boolean draw(int most) {
    if (size() <= most) {
      return false;
    }
    counters.set(DRAWN, counters.get(DRAWN) + 1);
    int at = random.below(size(), 0, counters.get(DRAWN));
    label = labels.get(at);
    weight = weights.get(at);
    features.set(rows.values(), values.values(), at * stride(), (int) lengths.get(at));
    move(size() - 1, at);
    resize(size() - 1);
    return true;
  }

  FeatureVector features() {
    return features;
  }

  double label() {
    return label;
  }

  double weight() {
    return weight;
  }

  void clear() {
    resize(0);
  }

  private int stride() {
    return (int) counters.get(STRIDE);
  }

  private void move(int from, int to) {
    labels.set(to, labels.get(from));
    weights.set(to, weights.get(from));
    lengths.set(to, lengths.get(from));
    for (int i = 0; i < stride(); i++) {
      rows.set(to * stride() + i, rows.get(from * stride() + i));
      values.set(to * stride() + i, values.get(from * stride() + i));
    }
  }

  private void resize(int count) {
    labels.resize(count);
    weights.resize(count);
    lengths.resize(count);
    rows.resize(count * stride());
    values.resize(count * stride());
  }

  /** Gives every example room for {@code length} features; the last move first. */
  private void widen(int length) {
    int before = stride();
    if (length <= before) {
      return;
    }
    counters.set(STRIDE, length);
    rows.grow(size() * length);
    values.grow(size() * length);
    for (int at = size() - 1; at >= 0; at--) {
      for (int i = before - 1; i >= 0; i--) {
        rows.set(at * length + i, rows.get(at * before + i));
        values.set(at * length + i, values.get(at * before + i));
      }
    }
  }
}
