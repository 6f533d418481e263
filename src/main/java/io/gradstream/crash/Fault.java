package io.gradstream.crash;

/**
 * A fault that is planned.
 *
 * @param kind what is done
 * @param moment after how many input records
 * @param partition whose trainer it is done to
 * @param delay how long after the moment or how long at all, as a part of what is possible: 0 to
 *     below 1
 * @param choice which of several nonsensical answers, any number
 */
record Fault(FaultKind kind, long moment, int partition, double delay, int choice) {

  /** Returns a length between two, by the delay. */
  long between(long least, long most) {
    return least + Math.round(delay * (most - least));
  }
}
