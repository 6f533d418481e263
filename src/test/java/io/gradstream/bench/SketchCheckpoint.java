package io.gradstream.bench;

import io.gradstream.core.optim.MinDelta;

/**
 * A copy of a {@link Sketch} as it stood after the best window, scored beside it: what early
 * stopping compares a model with. Adopted anew after each window in which the model was better, by
 * log-loss.
 */
final class SketchCheckpoint {

  private final int window;
  private final MinDelta minDelta;
  private final double[] means = new double[Sketch.NUMBERS];
  private final double[] scales = new double[Sketch.NUMBERS];
  private double[] cells = {};
  private boolean exists;
  private final LogLoss ofModel = new LogLoss();
  private final LogLoss own = new LogLoss();
  private int records;
  private double last = Double.NaN;

  /**
   * Creates the checkpoint of a sketch that has seen nothing.
   *
   * @param window records after which the two are compared
   * @param minDelta the gain that makes the model a better one
   */
  SketchCheckpoint(int window, MinDelta minDelta) {
    this.window = window;
    this.minDelta = minDelta;
  }

  /**
   * Takes a record that was predicted and not learned yet.
   *
   * @param numbers as they came, NaN where missing
   * @param active where the weights of its categories are; beyond what is here they are new
   * @param p what the model predicts
   */
  void take(double[] numbers, int[] active, int stride, double p, double label) {
    ofModel.add(p, label);
    if (exists) {
      own.add(Sketch.logistic(dot(numbers, active, stride)), label);
    }
    records++;
  }

  private double dot(double[] numbers, int[] active, int stride) {
    double sum = cells[0];
    for (int i = 0, cell = stride; i < numbers.length; i++, cell += stride) {
      double scaled = (numbers[i] - means[i]) * scales[i];
      sum += Double.isNaN(scaled) ? 0 : cells[cell] * scaled;
    }
    for (int cell : active) {
      sum += cell < cells.length ? cells[cell] : 0;
    }
    return sum;
  }

  /** Compares the two, if a window is full; returns whether the model is to be kept. */
  boolean isBeaten() {
    if (records < window) {
      return false;
    }
    double model = ofModel.mean(records);
    last = exists ? own.mean(records) : Double.NaN;
    boolean beaten = !exists || minDelta.isReached(last - model, last);
    ofModel.clear();
    own.clear();
    records = 0;
    return beaten;
  }

  /** Keeps the model as it stands. */
  void adopt(double[] newCells, double[] newMeans, double[] newScales) {
    cells = newCells.clone();
    System.arraycopy(newMeans, 0, means, 0, means.length);
    System.arraycopy(newScales, 0, scales, 0, scales.length);
    exists = true;
  }

  /** Returns its mean log-loss over the last window that was full; NaN if it did not exist then. */
  double lastLogLoss() {
    return last;
  }

  /** A sum of log-losses, of which one logarithm is taken for several records. */
  static final class LogLoss {

    private static final int LOGARITHM_EVERY = 16;

    private double likelihood = 1;
    private int pending;
    private double sum;

    void add(double p, double label) {
      likelihood *= label > 0.5 ? p : 1 - p;
      if (++pending == LOGARITHM_EVERY) {
        sum -= Math.log(likelihood);
        likelihood = 1;
        pending = 0;
      }
    }

    double mean(long records) {
      return (sum - Math.log(likelihood)) / records;
    }

    void clear() {
      likelihood = 1;
      pending = 0;
      sum = 0;
    }
  }
}
