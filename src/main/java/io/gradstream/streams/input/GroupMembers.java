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
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the members of a group read. Two pipelines of one name would share its partitions, so that
 * each topic would be read in part, and by a model that is not its own.
 */
public final class GroupMembers {

  private static final Logger LOG = LoggerFactory.getLogger(GroupMembers.class);

  private final Cluster cluster;
  private final String group;

  /** Looks at a group. */
  public GroupMembers(Cluster cluster, String group) {
    this.cluster = cluster;
    this.group = group;
  }

  /**
   * Throws if a member that is at work reads another topic; says what a start may wait for.
   *
   * @param own the topics that the pipeline reads
   * @param kafka its settings
   */
  void check(Set<String> own, Map<String, String> kafka) {
    Map<String, ConsumerGroupDescription> consumers = consumers();
    requireNoneOfAnother(Stream.concat(topics(consumers), ofStreams()), own);
    sayWaitForSession(
        consumers.values().stream().mapToLong(each -> each.members().size()).sum(), kafka);
  }

  /**
   * Throws if the group has a member, of which nothing may be at work.
   *
   * @param forWhat ends the sentence: before what they must end
   */
  public void requireNone(String forWhat) {
    Map<String, ConsumerGroupDescription> consumers = consumers();
    boolean any = consumers.values().stream().anyMatch(each -> !each.members().isEmpty());
    if (any || ofStreams().findAny().isPresent()) {
      throw new ApplicationException(
          "an instance of '%s' is at work, or was killed and is a member until session.timeout.ms is over: stop it before %s"
              .formatted(group, forWhat));
    }
  }

  private void requireNoneOfAnother(Stream<String> topics, Set<String> own) {
    Optional<String> other = topics.filter(topic -> !own.contains(topic)).findFirst();
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
   * Members that were killed stay until their session is over, and the broker gives their
   * partitions to nobody until then.
   */
  private void sayWaitForSession(long members, Map<String, String> kafka) {
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

  /** Returns the time of a session as the consumer has it. */
  static long sessionSeconds(Map<String, String> kafka) {
    String name = ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG;
    Object millis =
        Stream.of(StreamsConfig.MAIN_CONSUMER_PREFIX, StreamsConfig.CONSUMER_PREFIX, "")
            .<Object>map(prefix -> kafka.get(prefix + name))
            .filter(Objects::nonNull)
            .findFirst()
            .orElseGet(() -> ConsumerConfig.configDef().defaultValues().get(name));
    Object parsed = ConfigDef.parseType(name, millis, ConfigDef.Type.INT);
    return Duration.ofMillis((Integer) parsed).toSeconds();
  }

  private Map<String, ConsumerGroupDescription> consumers() {
    return ifThere(
        () ->
            cluster.get(
                "looking for members of group " + group,
                cluster.admin().describeConsumerGroups(List.of(group)).all()));
  }

  private static Stream<String> topics(Map<String, ConsumerGroupDescription> consumers) {
    return consumers.values().stream()
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
