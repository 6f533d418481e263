package io.gradstream.core.optim;

import io.gradstream.core.text.RealRange;
import io.gradstream.core.text.WholeRange;

/** What the settings of optimizers and schedules may be. */
public final class Ranges {

  /** Step sizes. */
  public static final RealRange RATE = RealRange.above(0);

  /** The share of a moment, or of a sum, that a step keeps or forgets. */
  public static final RealRange DECAY = RealRange.from(0, 1);

  /** What keeps a divisor from 0. */
  public static final RealRange EPSILON = RealRange.above(0);

  /** Weights of penalties and of what keeps first steps small. */
  public static final RealRange PENALTY = RealRange.atLeast(0);

  /** By how much an inverse-time schedule falls with each step. */
  public static final RealRange RATE_DECAY = RealRange.above(0);

  /** What a fall or reduction leaves of a rate. */
  public static final RealRange FACTOR = RealRange.between(0, 1);

  /** The share of a rate that always stays. */
  public static final RealRange FLOOR = RealRange.from(0, 1);

  /** How many steps a fall or a rise takes. */
  public static final WholeRange STEPS = WholeRange.atLeast(1);

  /** How many windows without improvement are waited for. */
  public static final WholeRange PATIENCE = WholeRange.atLeast(1);

  /** The least gain that counts as improvement. */
  public static final RealRange MIN_DELTA = RealRange.atLeast(0);

  private Ranges() {}

  static void checkAdam(double learningRate, double beta1, double beta2, double epsilon) {
    RATE.check("learning-rate", learningRate);
    DECAY.check("beta1", beta1);
    DECAY.check("beta2", beta2);
    EPSILON.check("epsilon", epsilon);
  }
}
