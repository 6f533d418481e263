package io.gradstream.bench;

import com.sun.management.OperatingSystemMXBean;
import io.gradstream.client.Cluster;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures how fast an application of this process commits the offsets of its input, and what that
 * costs the process.
 *
 * <p>Processor time is that of all threads of the process: the application's, the clients', garbage
 * collection and compilation, and the little that it takes to ask for the offsets.
 */
final class CommitSpeed {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
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
   * How fast an application was.
   *
   * @param rowsPerSecond rows a second, NaN if they were committed at once
   * @param processorSeconds seconds of processor time for a million rows, NaN likewise
   */
  record Speed(double rowsPerSecond, double processorSeconds) {}

  /** How many offsets were committed at a time, and the nanoseconds until then. */
  private record Mark(long rows, long clock, long processor) {

    static Mark now(long rows) {
      return new Mark(rows, System.nanoTime(), SYSTEM.getProcessCpuTime());
    }

    Speed since(Mark first) {
      double count = rows - first.rows;
      double seconds = (clock - first.clock) / 1e9;
      return new Speed(count / seconds, (processor - first.processor) / 1e9 / (count / 1e6));
    }
  }

  /**
   * Waits until {@code rows} offsets are committed; returns the speed between the first commit and
   * the last one that had more behind it.
   *
   * @throws IllegalStateException if that takes longer than five minutes
   */
  Speed await(long rows) throws InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT_NANOS;
    Mark first = Mark.now(0);
    Mark last = first;
    while (System.nanoTime() < deadline) {
      Mark now = Mark.now(committed());
      if (now.rows() >= rows) {
        return last.since(first);
      }
      if (now.rows() > last.rows()) {
        last = now;
        first = first.rows() == 0 ? now : first;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new IllegalStateException(
        "%s committed %d of %d records within five minutes"
            .formatted(application, last.rows(), rows));
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
