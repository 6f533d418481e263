package io.gradstream.core.learn;

import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;

/**
 * Since when something has waited, by the present of a {@link RecordClock}, which may leap.
 *
 * <p>The present follows a leap once four records agree; the few that came before they did have
 * waited no longer than since the leap. What came while the present was wrong, and lay ahead, has
 * waited since it was set right.
 */
final class WaitingClock {

  /** Records that may have come after a leap, and before the present followed it. */
  private static final int BEFORE_LEAP = 3;

  private static final int PRESENT = 0;
  private static final int LEAP_NUMBER = 1;
  private static final int LEAP_PRESENT = 2;
  private static final int CELLS = 3;

  private final LongArray cells;
  private final long leap;

  /**
   * Declares its state.
   *
   * @param patience milliseconds that something waits; half of it at once is a leap
   */
  WaitingClock(State state, long patience) {
    cells = state.longs("waiting.clock", CELLS);
    leap = patience / 2;
  }

  /**
   * Takes over the present.
   *
   * @param number that the next record will have
   */
  void tick(long present, long number) {
    long before = cells.get(PRESENT);
    if (present == before) {
      return;
    }
    cells.set(PRESENT, present);
    boolean right = present < before;
    if (right || present - before > leap) {
      cells.set(LEAP_NUMBER, right ? number : Math.max(0, number - BEFORE_LEAP));
      cells.set(LEAP_PRESENT, present);
    }
  }

  /**
   * Returns how long a record has waited.
   *
   * @param since the present when it came
   */
  long waited(long number, long since) {
    long from = number >= cells.get(LEAP_NUMBER) ? Math.max(since, cells.get(LEAP_PRESENT)) : since;
    return waited(from);
  }

  /** Returns how long anything has waited that came at a present. */
  long waited(long since) {
    long present = cells.get(PRESENT);
    return present - (since > present ? cells.get(LEAP_PRESENT) : since);
  }

  long present() {
    return cells.get(PRESENT);
  }
}
