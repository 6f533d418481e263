package io.gradstream.core.delay;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How labels that come later than their records are waited for; all times are record times.
 *
 * @param key the fields whose values together are a record's key; empty for the key that the record
 *     has outside of its fields
 * @param patience milliseconds that a record waits for its label, above 0
 * @param early milliseconds that a label waits for its record, 0 or more
 * @param mostWaiting how many records may wait, 1 or more, and how many labels; beyond it the
 *     oldest is given up
 * @param unlabelled the label that a record counts as having once its wait is over; empty if it is
 *     never learned
 * @param match which of several records with one key a label is of
 */
public record LabelDelay(
    List<String> key,
    long patience,
    long early,
    int mostWaiting,
    OptionalDouble unlabelled,
    Match match) {

  /** Which of the records that wait with the key of a label it is of. */
  public enum Match {
    /** The one that has waited longest. */
    FIRST,
    /** All of them. */
    ALL
  }

  /** Copies the list and checks the ranges. */
  public LabelDelay {
    key = List.copyOf(key);
    check(patience > 0, "wait", patience, "above 0");
    check(early >= 0, "early", early, "0 or more");
    check(mostWaiting > 0, "max-waiting", mostWaiting, "above 0");
  }

  /** Returns what stored state depends on, in words. */
  public String description() {
    return "in records of their own, by " + (key.isEmpty() ? "the record's key" : key.toString());
  }

  private static void check(boolean holds, String name, long value, String range) {
    if (!holds) {
      throw new IllegalArgumentException("%s must be %s, was %d".formatted(name, range, value));
    }
  }
}
