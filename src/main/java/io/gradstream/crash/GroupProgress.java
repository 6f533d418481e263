package io.gradstream.crash;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far a pipeline has committed, as the offsets of its group tell. */
final class GroupProgress {

  private final Cluster cluster;
  private final String group;
  private final Map<String, Map<Integer, Long>> known = new HashMap<>();

  GroupProgress(Cluster cluster, String group) {
    this.cluster = cluster;
    this.group = group;
  }

  /**
   * Returns the committed offsets of a topic by partition, none where nothing is committed; those
   * of the last time if nobody answers.
   */
  Map<Integer, Long> committed(String topic) {
    Map<Integer, Long> offsets = new TreeMap<>();
    try {
      cluster
          .get(
              "reading offsets",
              cluster.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
          .forEach(
              (partition, offset) -> {
                if (partition.topic().equals(topic) && offset != null) {
                  offsets.put(partition.partition(), offset.offset());
                }
              });
    } catch (ApplicationException e) {
      return known.getOrDefault(topic, Map.of());
    }
    known.put(topic, offsets);
    return offsets;
  }

  /** Returns how many offsets of a topic are committed in all. */
  long total(String topic) {
    return committed(topic).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Tells whether everything in a topic's partitions has been committed as read. */
  boolean isAtEnd(String topic, int partitions) {
    Map<Integer, Long> committed = committed(topic);
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    try {
      return cluster
          .get("reading ends", cluster.admin().listOffsets(asked).all())
          .entrySet()
          .stream()
          .allMatch(
              end ->
                  committed.getOrDefault(end.getKey().partition(), 0L) >= end.getValue().offset());
    } catch (ApplicationException e) {
      return false;
    }
  }
}
