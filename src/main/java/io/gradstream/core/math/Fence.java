package io.gradstream.core.math;

import java.util.Arrays;

/**
 * The range of the numbers that a column has had, and which numbers lie too far outside to be
 * believed: a rule; the state of a column is {@link #CELLS} cells of an array outside.
 *
 * <p>A stray is winsorised (W. J. Dixon, "Simplified estimation from censored normal samples",
 * Annals of Mathematical Statistics 31(2), 1960): it counts as the nearest number seen. A number is
 * one if its distance from the range is more than {@code factor} times the range's width, and while
 * few were seen more than that: {@code factor max(1, 100 / sqrt(n))} times, since the n-th number
 * of a heavy tail beats all before by a factor c with probability of about {@code 1 / (c n)}. Where
 * all numbers were equal there is no width. One within {@code 100 factor} times their size, or of
 * that, is then believed, such as a flag; a larger one, such as an amount, once a second has come
 * that is of its order.
 *
 * <p>Strays that keep coming are drift: each adds 1 to a sum that loses 1/16 with every other
 * number, and at 16 the number is believed. So a new scale is believed after 15 records, and what
 * comes once in 17 or less often never is.
 *
 * <p>Nothing is known when a column begins, so the first 16 numbers are kept as they were, and
 * judged together with each that joins them: by the width of those that are left without the least
 * and the greatest of them, two of each when they are 16. What they count as may therefore change,
 * and the column's statistics then begin anew with {@link #first}.
 */
public final class Fence {

  /** Cells of a column's state; zeros before its first number. */
  public static final int CELLS = 25;

  /** How many times the range's width is too far for a number, unless told otherwise. */
  public static final double FACTOR = 10;

  private static final int LOW = 0;
  private static final int HIGH = 1;
  private static final int STRAYS = 2; // their sum that leaks
  private static final int LAST = 3; // how many numbers there were when it was computed
  private static final int HELD = 4; // of the first numbers
  private static final int MOVED = 5; // whether one of them counts as another, 0 or 1
  private static final int CORE_LOW = 6; // of the range by which it is told how far is too far
  private static final int CORE_HIGH = 7;
  private static final int CANDIDATE = 8; // beside numbers that are all equal; 0 for none
  private static final int FIRST = 9;

  private static final double NEVER =
      -1; // in MOVED: the first of the column are not known; no distance
  private static final int START = 16;
  private static final int FEW = 7; // below it, what is left may be close together by chance
  private static final double BY_CHANCE = 20; // for each number less the range is too small by this
  private static final int PATIENCE = 16;
  private static final double LEAK = 1.0 / 16;
  private static final double MANY = 100; // at MANY^2 numbers the factor is as given
  private static final double FROM_EQUAL = 100; // times the factor
  private static final double ONE_ORDER = 1000; // of amounts of one kind
  private static final double ROUNDING = 0x1p-46; // relative; of equal numbers computed in two ways

  private final double factor;
  private final double[] sorted = new double[START];
  private boolean stray;
  private boolean believed;
  private boolean anew;

  /**
   * Creates the rule.
   *
   * @param factor above 0; infinite to believe every number
   */
  public Fence(double factor) {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("factor must be above 0, was " + factor);
    }
    this.factor = factor;
  }

  /** Returns the least number seen and believed; only once {@link #isOpen}. */
  public static double low(double[] s, int at) {
    return s[at + LOW];
  }

  /** Returns the greatest number seen and believed; only once {@link #isOpen}. */
  public static double high(double[] s, int at) {
    return s[at + HIGH];
  }

  /**
   * Tells whether the first numbers of a column are all there, so that one within its range changes
   * nothing and need not be given to {@link #take}.
   */
  public static boolean isOpen(double[] s, int at) {
    return s[at + HELD] == START;
  }

  /**
   * Takes a number; tells by {@link #wasStray} and the like what came of it.
   *
   * @param n how many numbers the column had before
   * @return what it counts as
   */
  public double take(double[] s, int at, double x, double n) {
    stray = false;
    believed = false;
    anew = false;
    if (s[at + HELD] < START) {
      if (s[at + HELD] == 0 && n > 0) {
        s[at + MOVED] = NEVER; // the column's first numbers came before there was a fence
      }
      return begin(s, at, x);
    }
    s[at + CORE_LOW] = s[at + LOW];
    s[at + CORE_HIGH] = s[at + HIGH];
    double counted = within(s, at, x, n);
    if (counted == x) {
      extend(s, at, x);
      return x;
    }
    return isRounding(s, at, x) ? counted : doubt(s, at, x, counted, n);
  }

  /** Returns what a number would count as; changes nothing. */
  public double within(double[] s, int at, double x, double n) {
    if (s[at + HELD] == 0) {
      return x;
    }
    double low = s[at + LOW];
    double high = s[at + HIGH];
    if (x >= low && x <= high) {
      return x;
    }
    double nearest = x < low ? low : high;
    if (isRounding(s, at, x)) {
      return nearest;
    }
    boolean open = isOpen(s, at);
    double coreLow = open ? low : s[at + CORE_LOW];
    double coreHigh = open ? high : s[at + CORE_HIGH];
    double core = x < low ? coreLow : coreHigh;
    double reach = reach(coreLow, coreHigh, n);
    return Math.abs(x - core) > factor * reach ? nearest : x;
  }

  /**
   * What {@link #within} makes of any number, as a column stands: one below {@code low} and farther
   * than {@code far} below {@code coreLow} counts as low, likewise above, and one within {@code
   * rounding} of low as low.
   */
  public record Reach(
      double low, double high, double coreLow, double coreHigh, double far, double rounding) {

    private static final Reach ANYWHERE =
        new Reach(
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            0,
            0,
            Double.POSITIVE_INFINITY,
            NEVER);
  }

  /** Returns what {@link #within} goes by. */
  public Reach reach(double[] s, int at, double n) {
    if (s[at + HELD] == 0) {
      return Reach.ANYWHERE;
    }
    double low = s[at + LOW];
    double high = s[at + HIGH];
    boolean open = isOpen(s, at);
    double coreLow = open ? low : s[at + CORE_LOW];
    double coreHigh = open ? high : s[at + CORE_HIGH];
    double far = factor * reach(coreLow, coreHigh, n);
    return new Reach(
        low, high, coreLow, coreHigh, far, low == high ? ROUNDING * Math.abs(low) : NEVER);
  }

  /** Tells whether the number taken last was too far outside and counts as another. */
  public boolean wasStray() {
    return stray;
  }

  /** Tells whether the number taken last was far outside, and believed since such keep coming. */
  public boolean wasBelieved() {
    return believed;
  }

  /**
   * Tells whether the column's statistics are to begin anew: with {@link #first} 0 to {@code n -
   * 1}, before the number taken last counts as the n-th.
   */
  public boolean beginsAnew() {
    return anew;
  }

  /** Returns what the k-th of the first numbers counts as, from 0. */
  public double first(double[] s, int at, int k) {
    return Math.max(s[at + LOW], Math.min(s[at + HIGH], s[at + FIRST + k]));
  }

  /** Returns how many of the first numbers count as another than they were. */
  public int firstStrays(double[] s, int at) {
    int count = 0;
    for (int k = 0; k < s[at + HELD]; k++) {
      count += first(s, at, k) != s[at + FIRST + k] ? 1 : 0;
    }
    return count;
  }

  /** Returns the last of the first numbers that count as another, NaN if none does. */
  public double firstStray(double[] s, int at) {
    double stray = Double.NaN;
    for (int k = 0; k < s[at + HELD]; k++) {
      stray = first(s, at, k) != s[at + FIRST + k] ? s[at + FIRST + k] : stray;
    }
    return stray;
  }

  /** Adds a twin's range, whose numbers come after those seen here. */
  public static void merge(double[] s, double[] twin, int at) {
    if (twin[at + HELD] == 0) {
      return;
    }
    if (s[at + HELD] == 0) {
      System.arraycopy(twin, at, s, at, CELLS);
      return;
    }
    s[at + LOW] = Math.min(s[at + LOW], twin[at + LOW]);
    s[at + HIGH] = Math.max(s[at + HIGH], twin[at + HIGH]);
    s[at + CORE_LOW] = s[at + LOW];
    s[at + CORE_HIGH] = s[at + HIGH];
    int held = (int) s[at + HELD];
    int more = (int) Math.min(START - held, twin[at + HELD]);
    System.arraycopy(twin, at + FIRST, s, at + FIRST + held, more);
    s[at + HELD] = held + more;
    boolean unknown = s[at + MOVED] == NEVER || twin[at + MOVED] == NEVER;
    s[at + MOVED] = unknown ? NEVER : Math.max(s[at + MOVED], twin[at + MOVED]);
  }

  private double begin(double[] s, int at, double x) {
    int held = (int) s[at + HELD];
    s[at + FIRST + held] = held > 0 && isRounding(s, at, x) ? s[at + FIRST] : x;
    s[at + HELD] = held + 1;
    System.arraycopy(s, at + FIRST, sorted, 0, held + 1);
    Arrays.sort(sorted, 0, held + 1);
    int left = held < 2 ? 0 : held + 1 < START ? 1 : 2; // out at either end
    double coreLow = sorted[left];
    double coreHigh = sorted[held - left];
    double reach = factor * reach(coreLow, coreHigh, held + 1);
    int lowest = 0;
    while (coreLow - sorted[lowest] > reach) {
      lowest++;
    }
    int highest = held;
    while (sorted[highest] - coreHigh > reach) {
      highest--;
    }
    s[at + CORE_LOW] = coreLow;
    s[at + CORE_HIGH] = coreHigh;
    boolean moved = lowest > 0 || highest < held;
    s[at + LOW] = sorted[lowest];
    s[at + HIGH] = sorted[highest];
    if (s[at + MOVED] != NEVER) {
      anew = moved || s[at + MOVED] > 0;
      s[at + MOVED] = moved ? 1 : 0;
    }
    return first(s, at, held);
  }

  private double doubt(double[] s, int at, double x, double counted, double n) {
    if (s[at + LOW] == s[at + HIGH] && isConfirmed(s, at, x)) {
      extend(s, at, x);
      return x;
    }
    double left = s[at + STRAYS] - (n - s[at + LAST] - 1) * LEAK;
    double sum = Math.max(0, left) + 1;
    s[at + LAST] = n;
    s[at + STRAYS] = sum < PATIENCE ? sum : 0;
    if (sum < PATIENCE) {
      stray = true;
      return counted;
    }
    believed = true;
    extend(s, at, x);
    return x;
  }

  /**
   * Tells whether one number beside equal ones is of the order of another before it; keeps the one
   * that is nearer, for a wild one may have been the first.
   */
  private static boolean isConfirmed(double[] s, int at, double x) {
    double distance = Math.abs(x - s[at + LOW]);
    double before = s[at + CANDIDATE] == 0 ? 0 : Math.abs(s[at + CANDIDATE] - s[at + LOW]);
    if (before == 0 || distance < before / ONE_ORDER) {
      s[at + CANDIDATE] = x;
      return false;
    }
    return distance <= before * ONE_ORDER;
  }

  private static void extend(double[] s, int at, double x) {
    s[at + LOW] = Math.min(s[at + LOW], x);
    s[at + HIGH] = Math.max(s[at + HIGH], x);
  }

  /** Tells whether all numbers were equal, and this one is but for rounding. */
  private static boolean isRounding(double[] s, int at, double x) {
    double low = s[at + LOW];
    return low == s[at + HIGH] && Math.abs(x - low) <= ROUNDING * Math.abs(low);
  }

  /** Returns how far outside a number is believed, by the factor. */
  private static double reach(double low, double high, double n) {
    if (low == high) {
      return FROM_EQUAL * Math.max(1, Math.abs(low));
    }
    double few = n < FEW ? StrictMath.pow(BY_CHANCE, FEW - n) : 1;
    return (high - low) * few * Math.max(1, MANY / Math.sqrt(Math.max(START, n)));
  }
}
