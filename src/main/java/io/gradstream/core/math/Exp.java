package io.gradstream.core.math;

/**
 * The exponential function, within two units in the last place, with the same bits on every
 * machine.
 *
 * <p>{@link Math#exp} may differ between processors, and {@link StrictMath#exp} takes several times
 * as long as a prediction can spare. Method: {@code x = k ln2/128 + r}, so {@code e^x = 2^(k/128)
 * e^r} with the first factor from a table and the second from its Taylor polynomial (P. T. P. Tang,
 * "Table-driven implementation of the exponential function in IEEE floating-point arithmetic", ACM
 * TOMS 15(2), 1989).
 */
public final class Exp {

  private static final int BITS = 7;
  private static final int SIZE = 1 << BITS;
  private static final double LARGEST = 700; // near over- and underflow: left to the JDK
  private static final double INVERSE_STEP = SIZE / StrictMath.log(2);

  /** The upper 35 bits of ln2/128: its product with any k is exact. */
  private static final double STEP_HIGH = 0.005415212347998022;

  /** The rest of ln2/128. */
  private static final double STEP_LOW = 1.2655086083325438e-13;

  private static final double[] POWERS = new double[SIZE];

  static {
    for (int i = 0; i < SIZE; i++) {
      POWERS[i] = StrictMath.pow(2, (double) i / SIZE);
    }
  }

  private Exp() {}

  /** Returns e to the power of {@code x}. */
  public static double of(double x) {
    if (!(Math.abs(x) < LARGEST)) {
      return StrictMath.exp(x);
    }
    double whole = Math.rint(x * INVERSE_STEP);
    int k = (int) whole;
    double r = x - whole * STEP_HIGH - whole * STEP_LOW;
    double tail = r + r * r * (1.0 / 2 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120))));
    double power = POWERS[k & SIZE - 1];
    double scale = Double.longBitsToDouble((long) ((k >> BITS) + 1023) << 52);
    return (power + power * tail) * scale;
  }
}
