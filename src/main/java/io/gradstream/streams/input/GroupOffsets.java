package io.gradstream.streams.input;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The offsets that a group has committed, and those at which the partitions begin and end. */
final class GroupOffsets {

  private final Cluster cluster;
  private final String group;
  private final Map<TopicPartition, Long> starts;
  private final Map<TopicPartition, Long> ends;
  private Map<TopicPartition, OffsetAndMetadata> committed;

  /** Asks for them: the beginnings first, since a commit that comes after them is no less. */
  GroupOffsets(Cluster cluster, String group, Iterable<TopicPartition> partitions) {
    this.cluster = cluster;
    this.group = group;
    starts = list(partitions, OffsetSpec.earliest());
    committed = committed(false);
    ends = list(partitions, OffsetSpec.latest());
  }

  long start(TopicPartition partition) {
    return starts.getOrDefault(partition, 0L);
  }

  long end(TopicPartition partition) {
    return ends.getOrDefault(partition, Long.MAX_VALUE);
  }

  OptionalLong committed(TopicPartition partition) {
    OffsetAndMetadata offset = committed.get(partition);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset.offset());
  }

  /** Tells whether the group has committed nothing, of no topic. */
  boolean none() {
    return committed.isEmpty();
  }

  /** Asks again, and waits for commits that are under way; as it was if they take too long. */
  void settle() {
    try {
      committed = committed(true);
    } catch (ApplicationException e) {
      // a transaction of a process that died; records that come again are found one by one
    }
  }

  /**
   * Sets offsets of the group.
   *
   * @throws ApplicationException if it has members, for example
   */
  void set(Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, OffsetAndMetadata> wanted = new HashMap<>();
    offsets.forEach((partition, offset) -> wanted.put(partition, new OffsetAndMetadata(offset)));
    cluster.get(
        "setting the offsets of group " + group,
        cluster.admin().alterConsumerGroupOffsets(group, wanted).all());
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(boolean stable) {
    return cluster.get(
        "reading the committed offsets",
        cluster
            .admin()
            .listConsumerGroupOffsets(
                group, new ListConsumerGroupOffsetsOptions().requireStable(stable))
            .partitionsToOffsetAndMetadata());
  }

  private Map<TopicPartition, Long> list(Iterable<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, which));
    return cluster
        .get("reading the input's offsets", cluster.admin().listOffsets(asked).all())
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, offset -> offset.getValue().offset()));
  }
}
