package io.gradstream.streams.input;

import static java.util.Objects.requireNonNull;

import io.gradstream.client.ApplicationException;
import io.gradstream.pipeline.OnDataLoss;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a trainer does whose next record is not in the log any more: it goes on with the
 * first that is there, or ends. Kafka Streams alone would go on and say nothing. Thread-safe.
 */
public final class OutOfRange {

  private static final Logger LOG = LoggerFactory.getLogger(OutOfRange.class);

  private final Map<String, InputLog> logs;
  private final OnDataLoss policy;

  /** Decides for the partitions of the topics of {@code logs}; others are Kafka Streams' own. */
  public OutOfRange(Map<String, InputLog> logs, OnDataLoss policy) {
    this.logs = Map.copyOf(logs);
    this.policy = policy;
  }

  /**
   * Sets a consumer to the first records that are there; tells whether it has.
   *
   * @param wanted the offsets that are not in the log
   * @throws ApplicationException if the pipeline is to end
   */
  boolean goOn(Consumer<?, ?> consumer, Map<TopicPartition, Long> wanted) {
    Map<TopicPartition, Long> ours = new HashMap<>(wanted);
    ours.keySet().removeIf(partition -> !logs.containsKey(partition.topic()));
    Map<TopicPartition, Long> starts = consumer.beginningOffsets(ours.keySet());
    ours.forEach(
        (partition, next) -> goOn(partition, next, starts.getOrDefault(partition, 0L), consumer));
    return ours.size() == wanted.size();
  }

  private void goOn(TopicPartition partition, long next, long start, Consumer<?, ?> consumer) {
    String topic = partition.topic();
    if (next > start) {
      throw new ApplicationException(
          ("partition %d of topic '%s' ends before offset %,d, up to which it was read: the topic was"
                  + " deleted and made again, or the broker has lost its end. Start the pipeline again:"
                  + " it says what can be done")
              .formatted(partition.partition(), topic, next));
    }
    String found = Sentences.deleted(partition.partition(), next, start);
    if (policy.failsOnLoss()) {
      throw new ApplicationException(
          "topic '%s': %s. The pipeline ends, as 'on-data-loss: fail' says"
              .formatted(topic, found));
    }
    LOG.warn("topic '{}': {}; going on at {}", topic, found, start);
    requireNonNull(logs.get(topic)).beginsAt(partition.partition(), start);
    consumer.seek(partition, start);
  }
}
