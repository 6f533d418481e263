package io.gradstream.crash;

import io.gradstream.streams.output.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a pipeline has written, or should have.
 *
 * @param predictions by the record that each answers
 * @param deadLetters likewise
 * @param outcomes by the record whose label came
 * @param metrics of each trainer, in order
 * @param decisions of each trainer, in order
 * @param blocks the last of each key of each trainer's state
 */
record Written(
    Map<Origin, List<Message>> predictions,
    Map<Origin, List<Message>> deadLetters,
    Map<Origin, List<Message>> outcomes,
    Map<Integer, List<Message>> metrics,
    Map<Integer, List<Message>> decisions,
    Map<Integer, Map<String, byte[]>> blocks) {

  /** By topic, partition, then offset. */
  static final Comparator<Origin> IN_ORDER =
      Comparator.comparing(Origin::isOfLabels)
          .thenComparingInt(Origin::partition)
          .thenComparingLong(Origin::offset);

  Written() {
    this(
        new TreeMap<>(IN_ORDER),
        new TreeMap<>(IN_ORDER),
        new TreeMap<>(IN_ORDER),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  static <K> void add(Map<K, List<Message>> messages, K key, Message message) {
    messages.computeIfAbsent(key, first -> new ArrayList<>()).add(message);
  }

  static <K> int count(Map<K, List<Message>> messages) {
    return messages.values().stream().mapToInt(List::size).sum();
  }
}
