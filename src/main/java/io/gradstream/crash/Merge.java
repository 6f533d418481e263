package io.gradstream.crash;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Partitions of several topics that one trainer reads, as Kafka Streams puts them in one order:
 * next is the record with the least time among the first of each.
 */
final class Merge {

  private final Map<String, Queue<ConsumerRecord<byte[], byte[]>>> topics = new LinkedHashMap<>();

  /** Adds the next record of its topic. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    topics.computeIfAbsent(record.topic(), topic -> new ArrayDeque<>()).add(record);
  }

  /** Gives away all records in order of what a function says of each. */
  void drain(
      ToLongFunction<ConsumerRecord<byte[], byte[]>> time,
      Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    Optional<Queue<ConsumerRecord<byte[], byte[]>>> next = first(time);
    while (next.isPresent()) {
      taker.accept(next.get().remove());
      next = first(time);
    }
  }

  private Optional<Queue<ConsumerRecord<byte[], byte[]>>> first(
      ToLongFunction<ConsumerRecord<byte[], byte[]>> time) {
    return topics.values().stream()
        .filter(queue -> !queue.isEmpty())
        .min(Comparator.comparingLong(queue -> time.applyAsLong(queue.element())));
  }
}
