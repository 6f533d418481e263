package io.gradstream.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * A pipeline's group.
 *
 * @param name the pipeline's, as a rule
 * @param state Kafka's word for it, in lower case; {@code none} if there is no group
 * @param members those that are at work
 */
record GroupStatus(String name, String state, List<Member> members) {

  private static final String STABLE = "stable";

  /**
   * A member of the group.
   *
   * @param client its client id
   * @param host where it is
   * @param partitions how many it reads
   */
  record Member(String client, String host, int partitions) {}

  /**
   * A partition of the input.
   *
   * @param partition its number
   * @param committed the offset up to which records are learned; the beginning before any commit
   * @param end the offset after the last record
   */
  record Partition(int partition, long committed, long end) {

    /** Returns how many offsets are not learned yet. */
    @JsonProperty
    public long lag() {
      return Math.max(0, end - committed);
    }
  }

  /** Tells whether it is at work. */
  boolean isStable() {
    return state.equals(STABLE) && !members.isEmpty();
  }

  /** Asks for a group of either kind. */
  static GroupStatus of(Cluster cluster, String name) {
    return ifThere(() -> ofConsumers(cluster, name))
        .or(() -> ifThere(() -> ofStreams(cluster, name)))
        .orElse(new GroupStatus(name, "none", List.of()));
  }

  private static GroupStatus ofConsumers(Cluster cluster, String name) {
    var group =
        described(cluster, name, cluster.admin().describeConsumerGroups(List.of(name)).all());
    return of(
        name,
        group.groupState(),
        group.members().stream()
            .map(
                each ->
                    new Member(
                        each.clientId(), each.host(), each.assignment().topicPartitions().size())));
  }

  private static GroupStatus ofStreams(Cluster cluster, String name) {
    var group =
        described(cluster, name, cluster.admin().describeStreamsGroups(List.of(name)).all());
    return of(
        name,
        group.groupState(),
        group.members().stream()
            .map(each -> new Member(each.clientId(), each.clientHost(), partitions(each))));
  }

  private static int partitions(StreamsGroupMemberDescription member) {
    return member.assignment().activeTasks().stream()
        .mapToInt(task -> task.partitions().size())
        .sum();
  }

  private static <T> T described(Cluster cluster, String name, KafkaFuture<Map<String, T>> groups) {
    return cluster.get("describing group " + name, groups).values().iterator().next();
  }

  private static GroupStatus of(String name, GroupState state, Stream<Member> members) {
    return new GroupStatus(name, state.toString().toLowerCase(Locale.ROOT), members.toList());
  }

  /** Returns the partitions of the input, each with what the group has committed. */
  static List<Partition> partitions(Cluster cluster, String group, String topic) {
    List<TopicPartition> all =
        cluster
            .get(
                "describing " + topic,
                cluster.admin().describeTopics(List.of(topic)).allTopicNames())
            .values()
            .stream()
            .flatMap(found -> found.partitions().stream())
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    Map<TopicPartition, Long> first = offsets(cluster, all, OffsetSpec.earliest());
    Map<TopicPartition, Long> end = offsets(cluster, all, OffsetSpec.latest());
    Map<TopicPartition, OffsetAndMetadata> committed =
        ifThere(
                () ->
                    cluster.get(
                        "reading the offsets of group " + group,
                        cluster
                            .admin()
                            .listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata()))
            .orElse(Map.of());
    return all.stream()
        .map(
            at ->
                new Partition(
                    at.partition(),
                    Optional.ofNullable(committed.get(at))
                        .map(OffsetAndMetadata::offset)
                        .orElse(first.getOrDefault(at, 0L)),
                    end.getOrDefault(at, 0L)))
        .toList();
  }

  private static Map<TopicPartition, Long> offsets(
      Cluster cluster, List<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    cluster
        .get("reading offsets", cluster.admin().listOffsets(asked).all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  /** A group that is not there, or is of the other kind, is none. */
  private static <T> Optional<T> ifThere(Supplier<T> asked) {
    try {
      return Optional.of(asked.get());
    } catch (ApplicationException e) {
      if (Cluster.isCausedBy(e, GroupIdNotFoundException.class)
          || Cluster.isCausedBy(e, UnsupportedVersionException.class)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
