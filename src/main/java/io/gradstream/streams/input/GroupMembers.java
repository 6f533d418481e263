package io.gradstream.streams.input;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the members of a group read. Two pipelines of one name would share its partitions, so that
 * each topic would be read in part, and by a model that is not its own.
 */
final class GroupMembers {

  private static final Logger LOG = LoggerFactory.getLogger(GroupMembers.class);

  /** Kafka's default. */
  private static final long SESSION_SECONDS = 45;

  private final Cluster cluster;
  private final String group;

  GroupMembers(Cluster cluster, String group) {
    this.cluster = cluster;
    this.group = group;
  }

  /**
   * Throws if a member that is at work reads another topic.
   *
   * @param own the topics that the pipeline reads
   */
  void requireNoneOfAnother(Set<String> own) {
    Optional<String> other =
        Stream.concat(ofConsumers(), ofStreams()).filter(topic -> !own.contains(topic)).findFirst();
    if (other.isPresent()) {
      throw new ApplicationException(
          ("an instance of '%s' is at work that reads topic '%s', which this one does not: two"
                  + " pipelines of one name would each read a part of both. Give this one a name of"
                  + " its own (key 'pipeline'), or stop the other first; one that was killed is a"
                  + " member until session.timeout.ms is over (45 s by default)")
              .formatted(group, other.get()));
    }
  }

  /**
   * Says what a start may wait for, if there are members: those that were killed stay until their
   * session is over, and the broker gives their partitions to nobody until then.
   */
  void sayWaitForSession(Map<String, String> kafka) {
    long members = consumers().values().stream().mapToLong(group -> group.members().size()).sum();
    boolean named = kafka.keySet().stream().anyMatch(name -> name.endsWith("group.instance.id"));
    if (members > 0 && !named) {
      LOG.info(
          "group '{}' has {} member(s) of other instances; if one of them was killed, this start waits"
              + " up to {} s (session.timeout.ms) for its session to end",
          group,
          members,
          sessionSeconds(kafka));
    }
  }

  private static long sessionSeconds(Map<String, String> kafka) {
    return Stream.of("main.consumer.", "consumer.", "")
        .map(prefix -> kafka.get(prefix + "session.timeout.ms"))
        .filter(Objects::nonNull)
        .findFirst()
        .map(value -> Duration.ofMillis(Long.parseLong(value.strip())).toSeconds())
        .orElse(SESSION_SECONDS);
  }

  private Map<String, ConsumerGroupDescription> consumers() {
    return ifThere(
        () ->
            cluster.get(
                "looking for members of group " + group,
                cluster.admin().describeConsumerGroups(List.of(group)).all()));
  }

  private Stream<String> ofConsumers() {
    return consumers().values().stream()
        .flatMap(each -> each.members().stream())
        .flatMap(member -> member.assignment().topicPartitions().stream())
        .map(TopicPartition::topic);
  }

  private Stream<String> ofStreams() {
    Map<String, StreamsGroupDescription> found =
        ifThere(
            () ->
                cluster.get(
                    "looking for members of group " + group,
                    cluster.admin().describeStreamsGroups(List.of(group)).all()));
    return found.values().stream()
        .filter(each -> !each.members().isEmpty())
        .flatMap(each -> each.subtopologies().stream())
        .flatMap(each -> each.sourceTopics().stream());
  }

  /** Of each kind there may be no such group, and brokers of old know one kind only. */
  private static <T> Map<String, T> ifThere(Supplier<Map<String, T>> asked) {
    try {
      return asked.get();
    } catch (ApplicationException e) {
      if (Cluster.isCausedBy(e, GroupIdNotFoundException.class)
          || Cluster.isCausedBy(e, UnsupportedVersionException.class)) {
        return Map.of();
      }
      throw e;
    }
  }
}
