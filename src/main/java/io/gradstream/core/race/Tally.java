package io.gradstream.core.race;

import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;

/**
 * Losses of a window by expert. Those of probabilities are multiplied up, for a product takes a
 * logarithm in some dozens of examples only.
 */
final class Tally {

  private static final double SMALL = 1e-280; // a product still far from underflow by one factor
  private static final int COUNT = 0;
  private static final int SUM = 0;
  private static final int PRODUCT = 1;
  private static final int RESTARTS = 2;
  private static final int STRIDE = 3;

  private final DoubleArray cells; // count, then by expert: sum, product, restarts

  Tally(State.Scope scope, int experts) {
    cells = scope.doubles("race.losses", 1 + STRIDE * experts);
    next();
  }

  /** Counts an example whose losses are added. */
  void count() {
    cells.set(COUNT, cells.get(COUNT) + 1);
  }

  /** Adds a loss. */
  void add(int expert, double loss) {
    cells.values()[at(expert) + SUM] += loss;
  }

  /** Adds {@code -ln p}, p being {@link Mixer#LEAST} or more. */
  void addProbability(int expert, double p) {
    double[] c = cells.values();
    int at = at(expert);
    c[at + PRODUCT] *= Math.max(Mixer.LEAST, p);
    if (c[at + PRODUCT] < SMALL) {
      c[at + SUM] -= StrictMath.log(c[at + PRODUCT]);
      c[at + PRODUCT] = 1;
    }
  }

  /** Counts a new beginning. */
  void restart(int expert) {
    cells.set(at(expert) + RESTARTS, restarts(expert) + 1);
  }

  /** Returns the mean loss of the window's examples so far. */
  double mean(int expert) {
    int at = at(expert);
    return (cells.get(at + SUM) - StrictMath.log(cells.get(at + PRODUCT))) / cells.get(COUNT);
  }

  long examples() {
    return (long) cells.get(COUNT);
  }

  long restarts(int expert) {
    return (long) cells.get(at(expert) + RESTARTS);
  }

  /** Begins another window. */
  void next() {
    double[] c = cells.values();
    c[COUNT] = 0;
    for (int at = 1; at < cells.size(); at += STRIDE) {
      c[at + SUM] = 0;
      c[at + PRODUCT] = 1;
      c[at + RESTARTS] = 0;
    }
    cells.touchAll();
  }

  private static int at(int expert) {
    return 1 + STRIDE * expert;
  }
}
