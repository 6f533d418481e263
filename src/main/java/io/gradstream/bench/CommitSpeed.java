package io.gradstream.bench;

import io.gradstream.client.Cluster;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Measures how fast an application commits the offsets of its input. */
final class CommitSpeed {

  private static final long POLL_MILLIS = 5;
  private static final long TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Cluster cluster;
  private final String application;
  private final TopicPartition input;

  CommitSpeed(Cluster cluster, String application, String topic) {
    this.cluster = cluster;
    this.application = application;
    this.input = new TopicPartition(topic, 0);
  }

  /**
   * Waits until {@code rows} offsets are committed; returns rows a second between the first commit
   * and the last one that had more behind it.
   *
   * @throws IllegalStateException if that takes longer than five minutes
   */
  double await(long rows) throws InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT_NANOS;
    long first = 0;
    long firstTime = 0;
    long last = 0;
    long lastTime = 0;
    while (System.nanoTime() < deadline) {
      long committed = committed();
      long now = System.nanoTime();
      if (committed >= rows) {
        return (last - first) / ((lastTime - firstTime) / 1e9);
      }
      if (committed > last) {
        last = committed;
        lastTime = now;
      }
      if (first == 0 && committed > 0) {
        first = committed;
        firstTime = now;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new IllegalStateException(
        "%s committed %d of %d records within five minutes".formatted(application, last, rows));
  }

  private long committed() {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        cluster.get(
            "reading the offsets of " + application,
            cluster.admin().listConsumerGroupOffsets(application).partitionsToOffsetAndMetadata());
    OffsetAndMetadata offset = offsets.get(input);
    return offset == null ? 0 : offset.offset();
  }
}
