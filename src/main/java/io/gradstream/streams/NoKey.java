package io.gradstream.streams;

import org.apache.kafka.streams.processor.api.Record;

/**
 * Takes a record without a key through the repartition topic: Kafka Streams would drop it before
 * the topic, silently. It goes there with an empty key and a header that says so.
 */
final class NoKey {

  private static final String HEADER = "gradstream.no-key";
  private static final byte[] EMPTY = {};

  /** What the header adds to a record, generously. */
  static final int HEADER_BYTES = 80;

  private NoKey() {}

  /** Returns a record that has a key; its headers are those of the given one. */
  static Record<byte[], byte[]> hide(Record<byte[], byte[]> record) {
    record.headers().remove(HEADER);
    if (record.key() != null) {
      return record;
    }
    record.headers().add(HEADER, EMPTY);
    return record.withKey(EMPTY);
  }

  /** Returns the record as it was before {@link #hide}, and takes the header off. */
  @SuppressWarnings("NullAway") // Kafka's keys may be null
  static Record<byte[], byte[]> restore(Record<byte[], byte[]> record) {
    if (record.headers().lastHeader(HEADER) == null) {
      return record;
    }
    record.headers().remove(HEADER);
    return record.withKey(null);
  }
}
