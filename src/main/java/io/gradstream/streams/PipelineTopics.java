package io.gradstream.streams;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.Scale;
import io.gradstream.pipeline.Topics;
import io.gradstream.streams.output.OutputBounds;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics of a pipeline on a cluster: which there are, what they accept, creating the others.
 */
public final class PipelineTopics {

  private static final int ATTEMPTS = 20;

  /** What metrics of many layers, members and metrics take, and decisions with long reasons. */
  private static final int LEAST_REPORT = 32_768;

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

  private final Cluster cluster;
  private final Pipeline pipeline;

  /** Looks at the topics of {@code pipeline} on {@code cluster}. */
  public PipelineTopics(Cluster cluster, Pipeline pipeline) {
    this.cluster = cluster;
    this.pipeline = pipeline;
  }

  /**
   * Returns the number of partitions of the input topic.
   *
   * @throws ApplicationException if there is no such topic
   */
  public int inputPartitions() {
    return partitions(RecordSource.ofInput(pipeline));
  }

  /**
   * Returns the number of partitions of the topic of the labels, if they have one of their own.
   *
   * @throws ApplicationException if there is no such topic, or if with one model a partition it
   *     does not have as many as the input
   */
  public OptionalInt labelPartitions(int ofInput) {
    Optional<RecordSource> labels = RecordSource.ofLabels(pipeline);
    if (labels.isEmpty()) {
      return OptionalInt.empty();
    }
    int found = partitions(labels.get());
    mismatch(pipeline, ofInput, found)
        .ifPresent(
            sentence -> {
              throw new ApplicationException(sentence);
            });
    return OptionalInt.of(found);
  }

  /** Returns why labels would not meet their records, if so. */
  static Optional<String> mismatch(Pipeline pipeline, int ofInput, int ofLabels) {
    if (pipeline.scale() == Scale.SINGLE || ofInput == ofLabels) {
      return Optional.empty();
    }
    return Optional.of(
        ("topic '%s' has %,d partitions and the topic of its labels, '%s', has %,d: with scale:"
                + " partition a model reads the partitions of one number, and most labels would be in"
                + " another than their records. Let both topics have as many, and producers choose the"
                + " partition by the same key; or use scale: single, which brings all records and"
                + " labels together")
            .formatted(
                pipeline.input().topic(),
                ofInput,
                pipeline.readsLabels().orElseThrow().source().topic(),
                ofLabels));
  }

  private int partitions(RecordSource source) {
    String topic = source.topic();
    if (!cluster.topics().contains(topic)) {
      throw new ApplicationException(
          ("the %s topic '%s' does not exist at %s; create it with 'gradstream topics create"
                  + " PIPELINE', or correct %s.topic")
              .formatted(
                  source.isOfLabels() ? "label" : "input",
                  topic,
                  cluster.servers(),
                  source.section()));
    }
    Map<String, TopicDescription> found =
        cluster.get(
            "describing topic " + topic,
            cluster.admin().describeTopics(List.of(topic)).allTopicNames());
    return found.values().iterator().next().partitions().size();
  }

  /** Creates those of {@code topics} that do not exist; returns their names. */
  public List<String> createMissing(Collection<String> topics) {
    List<String> missing = new ArrayList<>(topics);
    missing.removeAll(cluster.topics());
    List<NewTopic> wanted = missing.stream().map(name -> topic(name, pipeline.topics())).toList();
    cluster.admin().createTopics(wanted).values().forEach(this::awaitCreated);
    return missing;
  }

  /** Another instance that starts at the same time may have created the topic meanwhile. */
  private void awaitCreated(String name, KafkaFuture<Void> created) {
    try {
      cluster.get("creating topic " + name, created);
    } catch (ApplicationException e) {
      if (!Cluster.isCausedBy(e, TopicExistsException.class)) {
        throw e;
      }
    }
  }

  /**
   * Requires that the model's topic, if there is one, keeps the newest of every block.
   *
   * @throws ApplicationException if the broker deletes what has not changed for long
   */
  void requireCompactedModel() {
    String changelog = pipeline.modelTopic();
    if (!cluster.topics().contains(changelog)) {
      return;
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, changelog);
    String policy =
        configs(List.of(resource)).values().stream()
            .map(config -> config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().strip())
            .findFirst()
            .orElse(TopicConfig.CLEANUP_POLICY_COMPACT);
    if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      throw new ApplicationException(
          "topic '%1$s' holds the model and has cleanup.policy %2$s: the broker deletes what has not changed for long. Set it back with kafka-configs.sh --alter --entity-type topics --entity-name %1$s --add-config cleanup.policy=compact; if its retention.ms has passed since, parts of the model are gone, and the pipeline has to learn anew under another name"
              .formatted(changelog, policy));
    }
  }

  /** Returns the names of the settings of topics that the brokers know. */
  Set<String> settings() {
    return settings(outputs());
  }

  /** Returns the names of the settings of another topic that the brokers know. */
  Set<String> settingsOf(String topic) {
    return settings(resources(List.of(topic)));
  }

  private Set<String> settings(List<ConfigResource> topics) {
    return configs(topics).values().stream()
        .flatMap(config -> config.entries().stream())
        .map(ConfigEntry::name)
        .collect(Collectors.toSet());
  }

  private List<ConfigResource> outputs() {
    return resources(pipeline.outputTopics());
  }

  private static List<ConfigResource> resources(List<String> topics) {
    return topics.stream()
        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
        .toList();
  }

  /**
   * Returns what the output topics and the producer accept of a record.
   *
   * @throws ConfigException if metrics or decisions would be too large for their topic
   */
  OutputBounds bounds() {
    Map<String, Config> byTopic = configs(outputs());
    requireRoom(byTopic, pipeline.metricsTopic());
    requireRoom(byTopic, pipeline.decisionsTopic());
    return bounds(
        byTopic,
        Math.min(
            bytes(byTopic, pipeline.predictionsTopic()), bytes(byTopic, pipeline.outcomesTopic())),
        bytes(byTopic, pipeline.deadLettersTopic()));
  }

  /** Returns what two other topics accept, of predictions and of dead letters. */
  OutputBounds boundsOf(String predictions, String deadLetters) {
    Map<String, Config> byTopic = configs(resources(List.of(predictions, deadLetters)));
    return bounds(byTopic, bytes(byTopic, predictions), bytes(byTopic, deadLetters));
  }

  private static OutputBounds bounds(
      Map<String, Config> byTopic, int predictionBytes, int deadLetterBytes) {
    Collection<Config> configs = byTopic.values();
    long anyTime = least(configs, StreamsSettings.ONE_TIME);
    return new OutputBounds(
        predictionBytes,
        deadLetterBytes,
        Math.min(anyTime, least(configs, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG)),
        Math.min(anyTime, least(configs, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG)),
        Clock.systemUTC());
  }

  /** A report that did not fit would end every transaction that has one. */
  private void requireRoom(Map<String, Config> byTopic, String topic) {
    int bytes = bytes(byTopic, topic);
    if (bytes < LEAST_REPORT) {
      throw new ConfigException(
          "topic '%s' takes records of at most %,d bytes; metrics and decisions may have %,d: let its max.message.bytes, and max.request.size of the producer, be that or more"
              .formatted(topic, bytes, LEAST_REPORT));
    }
  }

  private int bytes(Map<String, Config> byTopic, String topic) {
    Config config = byTopic.get(topic);
    long ofTopic =
        config == null
            ? Long.MAX_VALUE // outcomes, without labels
            : least(List.of(config), TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    long bytes = Math.min(ofTopic, StreamsSettings.maxRecordBytes(pipeline.kafka()));
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  /** A broker may not have heard yet of a topic that was created a moment ago. */
  private Map<String, Config> configs(List<ConfigResource> topics) {
    for (int attempt = 1; ; attempt++) {
      try {
        return cluster
            .get(
                "reading the settings of the output topics",
                cluster.admin().describeConfigs(topics).all())
            .entrySet()
            .stream()
            .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
      } catch (ApplicationException e) {
        boolean young = Cluster.isCausedBy(e, UnknownTopicOrPartitionException.class);
        if (!young || attempt == ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  private static NewTopic topic(String name, Topics topics) {
    return new NewTopic(name, Optional.of(topics.partitions()), topics.replicationFactor())
        .configs(topics.config());
  }

  private static long least(Collection<Config> configs, String name) {
    return configs.stream()
        .map(config -> config.get(name))
        .filter(entry -> entry != null && entry.value() != null)
        .mapToLong(entry -> Long.parseLong(entry.value()))
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
