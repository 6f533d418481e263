package io.gradstream.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The time by which records of the input and of labels are put in one order: that of the record,
 * and at the same time labels first, for what is known then may be used.
 *
 * <p>Kafka Streams takes the record with the least time among the partitions of a task, and of
 * equal ones any, as it happens: so that two runs over the same topics could differ. It is told
 * twice the time, and one more for records that are predicted; {@link #own} gives back the record's
 * own.
 */
final class MergedTime implements TimestampExtractor {

  private static final long LATEST = Long.MAX_VALUE / 2 - 1;

  private final String labels;
  private final RecordTime own = new RecordTime();

  /** Creates the order of two topics, of which one has the labels. */
  MergedTime(String labels) {
    this.labels = labels;
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    long time = Math.min(LATEST, own.extract(record, own(partitionTime)));
    return 2 * time + (record.topic().equals(labels) ? 0 : 1);
  }

  /** Returns the record's own time. */
  static long own(long merged) {
    return merged < 0 ? merged : merged / 2;
  }
}
