package io.gradstream.core.learn;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.math.Randomness;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.List;

/** {@link Augmentation} at work: how often a record is learned, and with what noise. */
final class Augmenter {

  private static final double MOST = 10;
  private static final long JITTER = 1;
  private static final long MASK = 2;
  private static final long COPIES = 3;

  private final Augmentation rule;
  private final ClassFactors factors;
  private final Randomness random;
  private final boolean[] numeric;
  private final LongArray drawn;

  /**
   * Declares the state.
   *
   * @param numeric by fixed parameter row, whether it is a number that noise may be added to
   */
  Augmenter(State state, LearnerRule rule, boolean[] numeric) {
    this.rule = rule.training().augmentation();
    this.numeric = numeric;
    factors =
        new ClassFactors(
            state, "augmentation.counts", rule, this.rule.oversampling(), Augmenter::balanced);
    random = new Randomness(rule.seed()).split("augmentation");
    drawn = state.longs("augmentation.drawn", 1);
  }

  /** Brings every class up to the largest, as far as {@value #MOST} copies go. */
  static double balanced(long[] counts, int size, int ofClass) {
    long largest = 0;
    for (int k = 0; k < size; k++) {
      largest = Math.max(largest, counts[k]);
    }
    return Math.min(MOST, (double) largest / counts[ofClass]);
  }

  /** Tells whether records are learned as they are. */
  boolean isIdle() {
    return rule.isNone();
  }

  /** Returns how many times a record of a class is learned, 0 or more; counts the class. */
  int copies(double label, List<String> classes) {
    if (rule.oversampling().isNone()) {
      return 1;
    }
    double factor = factors.of((int) label, classes);
    int whole = (int) factor;
    return whole + (random.uniform(COPIES, next()) < factor - whole ? 1 : 0);
  }

  /** Replaces {@code out} by {@code x} with noise. */
  void apply(FeatureVector x, FeatureVector out) {
    long position = next() << Integer.SIZE;
    out.clear();
    for (int i = 1; i < x.size(); i++) { // the bias, first, stays as it is
      int row = x.row(i);
      boolean number = row < numeric.length && numeric[row];
      boolean masked = rule.mask() > 0 && random.uniform(MASK, position + row) < rule.mask();
      if (number) {
        out.add(row, masked ? 0 : x.value(i) + noise(position + row));
      } else if (!masked) {
        out.add(row, x.value(i));
      }
    }
  }

  private double noise(long position) {
    return rule.jitter() == 0 ? 0 : rule.jitter() * random.gaussian(JITTER, position);
  }

  private long next() {
    drawn.set(0, drawn.get(0) + 1);
    return drawn.get(0);
  }
}
