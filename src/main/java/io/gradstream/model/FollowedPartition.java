package io.gradstream.model;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A partition of the model topic that is read from its start, and the model in it. */
final class FollowedPartition {

  private final int number;
  private final ServedModel served;
  private final CommittedBlocks committed = new CommittedBlocks();
  private boolean whole;
  private long position;

  FollowedPartition(int number, ServedModel served) {
    this.number = number;
    this.served = served;
  }

  int number() {
    return number;
  }

  ServedModel served() {
    return served;
  }

  /** Tells whether what was there at the beginning has been read. */
  boolean isWhole() {
    return whole;
  }

  /** Takes a record; tells whether it completed a commit. */
  boolean take(ConsumerRecord<byte[], byte[]> record) {
    boolean completes = committed.take(record);
    if (completes) {
      position = record.offset() + 1;
      if (whole) {
        apply();
      }
    }
    return completes;
  }

  /** Notes that all that is committed was read: the blocks are those of one model. */
  void reachedEnd() {
    if (!whole) {
      apply();
      whole = true;
    }
  }

  private void apply() {
    Optional<Map<String, byte[]>> changed = committed.takeChanged();
    changed.ifPresent(
        blocks ->
            served.apply(
                blocks, predictor -> ModelState.of(number, predictor, committed, position)));
  }
}
