package io.gradstream.model;

import io.gradstream.core.state.StateMismatchException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** A partition of the model topic that is read from its start, and the model in it. */
final class FollowedPartition {

  /** While it is read compaction may take away what was replaced after the end that was seen. */
  private static final int MOST_LOOKS = 5;

  private final int number;
  private final ServedModel served;
  private final Delays delays;
  private final CommittedBlocks committed = new CommittedBlocks();
  private boolean whole;
  private int looks; // at ends, up to which what was read was not whole; and at the last of them
  private long lastEnd;
  private long lastSeenAt;
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

  /**
   * Notes that all that is committed was read as far as it was seen: the blocks are those of one
   * model, or else those that are missing come before the end that is seen next.
   *
   * @param end where the partition was seen to end
   * @param seenAt when that was, of whatever clock
   * @throws StateMismatchException if blocks are lost
   */
  void reachedEnd(long end, long seenAt) {
    if (!whole && isWholeAt(end, seenAt)) {
      apply();
      whole = true;
    }
  }

  private boolean isWholeAt(long end, long seenAt) {
    try {
      committed.requireWhole();
      return true;
    } catch (StateMismatchException e) {
      boolean isNew = looks == 0 || seenAt != lastSeenAt;
      if (isNew && looks > 0 && (end == lastEnd || looks == MOST_LOOKS)) {
        throw e; // nothing was written since that could have replaced what is missing
      }
      looks += isNew ? 1 : 0;
      lastEnd = end;
      lastSeenAt = seenAt;
      return false;
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
