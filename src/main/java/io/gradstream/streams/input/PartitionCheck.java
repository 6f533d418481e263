package io.gradstream.streams.input;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.TopicReader;
import io.gradstream.pipeline.OnDataLoss;
import io.gradstream.pipeline.Pipeline;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds what a model has read of a partition against the group's offset and the log. */
final class PartitionCheck {

  private static final Logger LOG = LoggerFactory.getLogger(StartOffsets.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** A commit that is seen in the group's offsets is a moment later in the model. */
  private static final int LOOKS = 3;

  private final Pipeline pipeline;
  private final String group;
  private final String changelog;
  private final GroupOffsets offsets;
  private final OnDataLoss policy;

  PartitionCheck(Pipeline pipeline, String group, String changelog, GroupOffsets offsets) {
    this.pipeline = pipeline;
    this.group = group;
    this.changelog = changelog;
    this.offsets = offsets;
    policy = pipeline.onDataLoss();
  }

  /**
   * Requires that a partition reaches as far as it was read.
   *
   * @throws ApplicationException if it does not
   */
  void end(TopicPartition partition, long learned) {
    long read = Math.max(learned, offsets.committed(partition).orElse(0));
    if (read > offsets.end(partition)) {
      throw new ApplicationException(
          ("partition %d of topic '%s' ends at offset %,d, and the model has read up to %,d: the topic"
                  + " was made again, or the broker has lost its end. Set the offset of group '%s' to"
                  + " where new records begin, with kafka-consumer-groups --reset-offsets, for a topic"
                  + " that is the same"
                  + StartOffsets.NEW_MODEL)
              .formatted(
                  partition.partition(), partition.topic(), offsets.end(partition), read, group));
    }
  }

  /** Returns the offset to set, if the group has none or one before what was read. */
  OptionalLong repeats(TopicPartition partition, long read) {
    if (offsets.committed(partition).orElse(0) >= read) {
      return OptionalLong.empty();
    }
    offsets.settle();
    OptionalLong committed = offsets.committed(partition);
    if (committed.orElse(0) >= read) {
      return OptionalLong.empty();
    }
    String found =
        committed.isPresent()
            ? "the offset of group '%s' in partition %d of topic '%s' is %,d, and the model has read up to %,d"
                .formatted(
                    group, partition.partition(), partition.topic(), committed.getAsLong(), read)
            : "the model of '%s' is stored in topic %s, but the offsets of group '%s' for partition %d of topic '%s' are gone (they expired, or were deleted); it has read up to %d"
                .formatted(
                    pipeline.name(),
                    changelog,
                    group,
                    partition.partition(),
                    partition.topic(),
                    read);
    if (policy.failsOnWhatCanBeMended()) {
      throw new ApplicationException(
          found
              + ": starting would learn records a second time. To go on with this model: "
              + resetting(partition, read)
              + StartOffsets.OR_CONTINUE.formatted("do that")
              + StartOffsets.NEW_MODEL);
    }
    LOG.warn("{}: going on from there", found);
    return OptionalLong.of(read);
  }

  /** Finds records that were deleted before the offset that is read next. */
  void deleted(TopicPartition partition, OptionalLong next) {
    long start = offsets.start(partition);
    if (next.isEmpty() || next.getAsLong() >= start) {
      return;
    }
    String found = Sentences.deleted(partition.partition(), next.getAsLong(), start);
    if (policy.failsOnLoss()) {
      throw new ApplicationException(
          "topic '%s': %s. To go on without them: %s"
                  .formatted(partition.topic(), found, resetting(partition, start))
              + StartOffsets.OR_CONTINUE.formatted("do that"));
    }
    LOG.warn("topic '{}': {}; going on at {}", partition.topic(), found, start);
  }

  /**
   * Finds records between what the model has read and where its group is to go on; tells whether
   * there are any.
   *
   * @param again reads how far the model is once more: another instance may be at work
   */
  boolean isPassedOver(TopicPartition partition, long read, LongSupplier again) {
    long committed = offsets.committed(partition).orElse(0);
    long from = Math.max(read, offsets.start(partition));
    for (int look = 0; look < LOOKS; look++) {
      if (read == 0 || committed <= from || !hasRecord(partition, from, committed)) {
        return false;
      }
      from = Math.max(again.getAsLong(), from);
    }
    String found = Sentences.passedOver(partition.partition(), from, committed);
    if (policy.failsOnLoss()) {
      throw new ApplicationException(
          "topic '%s': %s. To learn from them: %s"
                  .formatted(partition.topic(), found, resetting(partition, from))
              + StartOffsets.OR_CONTINUE.formatted("go on without them"));
    }
    LOG.warn("topic '{}': {}", partition.topic(), found);
    return true;
  }

  /** Marks of transactions are no records, so it takes a look at them. */
  private boolean hasRecord(TopicPartition partition, long from, long to) {
    try (TopicReader reader = TopicReader.from(pipeline.kafka(), partition, from)) {
      boolean end = false;
      while (!end) {
        end = reader.atEnd() || reader.position(partition) >= to;
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          return record.offset() < to;
        }
      }
      return false;
    }
  }

  private String resetting(TopicPartition partition, long offset) {
    return "kafka-consumer-groups --group %s --topic %s:%d --reset-offsets --to-offset %d --execute"
        .formatted(group, partition.topic(), partition.partition(), offset);
  }
}
