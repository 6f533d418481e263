package io.gradstream.core.delay;

import java.util.Set;

/** The names of the logs of what waits, as they are stored. */
public final class Waiting {

  static final String RECORDS = "waiting.records";
  static final String LABELS = "waiting.labels";

  private Waiting() {}

  /**
   * Tells whether a stored array is found by an index in memory. Each entry takes 52 to 82 bytes of
   * it: number, position, length, hash, its place in three lists, and the buckets. An entry of the
   * log has as many bytes or more, unless a record is of few fields, and the log up to twice as
   * many as wait.
   */
  public static boolean isIndexed(String array) {
    return Set.of(RECORDS, LABELS).contains(array);
  }
}
