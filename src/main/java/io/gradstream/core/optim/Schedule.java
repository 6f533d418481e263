package io.gradstream.core.optim;

/**
 * How the learning rate changes from step to step: a factor for every step, a function of its
 * number alone, so nothing of it is state.
 *
 * <p>Steps count from 1, and the first one has factor 1 unless it is warmed up. A rollback returns
 * to the checkpoint's step, and so to its rate.
 */
public sealed interface Schedule {

  /** The rate stays as it is. */
  Schedule CONSTANT = new Constant();

  /**
   * Returns what the rate of step {@code t} is multiplied by, in [0, 1].
   *
   * @param t 1 for the first step
   */
  double factor(long t);

  /** Always 1. */
  record Constant() implements Schedule {
    @Override
    public double factor(long t) {
      return 1;
    }
  }

  /**
   * {@code 1 / (1 + decay (t - 1))}, after H. Robbins, S. Monro 1951: the rates' sum diverges, that
   * of their squares does not.
   *
   * @param decay greater than 0
   */
  record InverseTime(double decay) implements Schedule {

    /** Checks the range. */
    public InverseTime {
      Ranges.RATE_DECAY.check("decay", decay);
    }

    @Override
    public double factor(long t) {
      return 1 / (1 + decay * (t - 1));
    }
  }

  /**
   * {@code rate^((t - 1) / steps)}, smoothly.
   *
   * @param rate what is left after {@code steps} steps, in (0, 1)
   * @param steps 1 or more
   */
  record Exponential(double rate, long steps) implements Schedule {

    /** Checks the ranges. */
    public Exponential {
      Ranges.FACTOR.check("rate", rate);
      Ranges.STEPS.check("steps", steps);
    }

    @Override
    public double factor(long t) {
      return StrictMath.pow(rate, (double) (t - 1) / steps);
    }
  }

  /**
   * {@code rate^floor((t - 1) / steps)}: falls at once, every {@code steps} steps.
   *
   * @param rate what a fall leaves, in (0, 1)
   * @param steps 1 or more
   */
  record Steps(double rate, long steps) implements Schedule {

    /** Checks the ranges. */
    public Steps {
      Ranges.FACTOR.check("rate", rate);
      Ranges.STEPS.check("steps", steps);
    }

    @Override
    public double factor(long t) {
      return StrictMath.pow(rate, (double) ((t - 1) / steps));
    }
  }

  /**
   * {@code floor + (1 - floor) (1 + cos(pi (t - 1) / steps)) / 2}, and {@code floor} from step
   * {@code steps + 1} on.
   *
   * <p>Source: I. Loshchilov, F. Hutter, "SGDR", ICLR 2017, equation 5, without restarts.
   *
   * @param steps length of the fall, 1 or more
   * @param floor the last factor, in [0, 1)
   */
  record Cosine(long steps, double floor) implements Schedule {

    /** Checks the ranges. */
    public Cosine {
      Ranges.STEPS.check("steps", steps);
      Ranges.FLOOR.check("floor", floor);
    }

    @Override
    public double factor(long t) {
      if (t > steps) {
        return floor;
      }
      return floor + (1 - floor) * (1 + StrictMath.cos(Math.PI * (t - 1) / steps)) / 2;
    }
  }

  /**
   * Multiplies another schedule by {@code min(1, t / steps)}.
   *
   * @param steps first step at the full rate, 1 or more
   * @param then what is warmed up
   */
  record WarmUp(long steps, Schedule then) implements Schedule {

    /** Checks the range. */
    public WarmUp {
      Ranges.STEPS.check("warm-up", steps);
    }

    @Override
    public double factor(long t) {
      double full = then.factor(t);
      return t < steps ? full * t / steps : full;
    }
  }
}
