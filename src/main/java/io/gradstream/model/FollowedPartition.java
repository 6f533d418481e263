package io.gradstream.model;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** A partition of the model topic that is read from its start, and the model in it. */
final class FollowedPartition {

  private final int number;
  private final ServedModel served;
  private final Delays delays;
  private final CommittedBlocks committed = new CommittedBlocks();
  private boolean whole;
  private long position;
  private long applied;

  FollowedPartition(int number, ServedModel served, Delays delays) {
    this.delays = delays;
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

  /** Takes a record, and applies the commit that it completes. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    if (committed.take(record)) {
      position = record.offset() + 1;
      if (whole) {
        apply();
        if (record.timestampType() == TimestampType.LOG_APPEND_TIME) {
          delays.add(System.currentTimeMillis() - record.timestamp());
        }
      }
    }
  }

  /** Notes that all that is committed was read: the blocks are those of one model. */
  void reachedEnd() {
    if (!whole) {
      apply();
      whole = true;
    }
  }

  /** Returns how many commits have reached the model. */
  long applied() {
    return applied;
  }

  private void apply() {
    Optional<Map<String, byte[]>> changed = committed.takeChanged();
    if (changed.isPresent()) {
      served.apply(
          changed.get(), predictor -> ModelState.of(number, predictor, committed, position));
      applied++;
    }
  }
}
