package io.gradstream.score;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * As of when a row is scored, and by which model where there are several.
 *
 * @param time the record time of the row; without one it is that of the records learned from last
 * @param key the key of its record, as its producer serialises it
 * @param partition whose model is asked, whatever the key
 * @param explained whether the score is to be explained, which takes longer
 */
public record ScoreOptions(
    Optional<Instant> time, Optional<byte[]> key, OptionalInt partition, boolean explained) {

  /** The present, and the only model. */
  public static final ScoreOptions NONE =
      new ScoreOptions(Optional.empty(), Optional.empty(), OptionalInt.empty(), false);

  /** Returns the same with the time of the record. */
  public ScoreOptions withTime(Instant newTime) {
    return new ScoreOptions(Optional.of(newTime), key, partition, explained);
  }

  /** Returns the same with the key of the record. */
  public ScoreOptions withKey(byte[] newKey) {
    return new ScoreOptions(time, Optional.of(newKey), partition, explained);
  }

  /** Returns the same with the partition whose model is asked. */
  public ScoreOptions withPartition(int newPartition) {
    return new ScoreOptions(time, key, OptionalInt.of(newPartition), explained);
  }

  /** Returns the same with an explanation. */
  public ScoreOptions withExplanation() {
    return new ScoreOptions(time, key, partition, true);
  }
}
