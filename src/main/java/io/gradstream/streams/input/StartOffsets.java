package io.gradstream.streams.input;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.client.TopicReader;
import io.gradstream.pipeline.OnDataLoss;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.Scale;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a stored model against the offsets of its group and the log of its input, before a trainer
 * starts: what would be lost or learned twice is refused, or put right and said, by the pipeline's
 * {@code on-data-loss}.
 */
public final class StartOffsets {

  private static final Logger LOG = LoggerFactory.getLogger(StartOffsets.class);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final String OR_CONTINUE =
      "; or let 'on-data-loss: continue' in the pipeline file %s";
  private static final String NEW_MODEL =
      ", or learn a new model under another name (key 'pipeline')";

  private final Cluster cluster;
  private final Pipeline pipeline;
  private final String group;
  private final String changelog;
  private final OnDataLoss policy;

  /**
   * Looks at a pipeline's.
   *
   * @param group the pipeline's, by which offsets are committed
   * @param changelog the topic of its model
   */
  public StartOffsets(Cluster cluster, Pipeline pipeline, String group, String changelog) {
    this.cluster = cluster;
    this.pipeline = pipeline;
    this.group = group;
    this.changelog = changelog;
    policy = pipeline.onDataLoss();
  }

  /**
   * Checks everything; returns what the trainers are to know of the input.
   *
   * @throws ApplicationException if the pipeline must not start
   */
  public InputLog check() {
    TopicDescription described = describe(pipeline.input().topic());
    int count = described.partitions().size();
    InputTopic topic = new InputTopic(clusterId(), described.name(), id(described));
    StoredModel model = model(count);
    List<TopicPartition> partitions =
        IntStream.range(0, count).mapToObj(p -> new TopicPartition(topic.name(), p)).toList();
    GroupOffsets offsets = new GroupOffsets(cluster, group, partitions);
    InputLog log = InputLog.of(topic, count);
    for (TopicPartition each : partitions) {
      log.beginsAt(each.partition(), offsets.start(each));
      offsets.committed(each).ifPresent(offset -> log.setTo(each.partition(), offset));
    }
    if (model.exists()) {
      judge(topic, partitions, model, offsets, log);
    } else {
      partitions.forEach(each -> checkDeleted(each, offsets.committed(each), offsets));
    }
    return log;
  }

  private void judge(
      InputTopic topic,
      List<TopicPartition> partitions,
      StoredModel model,
      GroupOffsets offsets,
      InputLog log) {
    Collection<InputManifest> manifests = model.manifests().values();
    InputTopic before = manifests.stream().findFirst().flatMap(InputManifest::topic).orElse(topic);
    if (topic.replaces(before)) {
      replaced(topic, before, partitions, offsets);
      return;
    }
    boolean same = topic.continues(before);
    if (offsets.none() && (manifests.isEmpty() || !same)) {
      refuseWithoutOffsets();
      return;
    }
    Map<TopicPartition, Long> set = new LinkedHashMap<>();
    for (TopicPartition each : partitions) {
      long read =
          same ? manifests.stream().mapToLong(m -> m.next(each.partition())).max().orElse(0) : 0;
      checkEnd(each, Math.max(read, offsets.committed(each).orElse(0)), offsets);
      OptionalLong mended = checkRepeats(each, read, offsets);
      mended.ifPresent(offset -> set.put(each, offset));
      checkDeleted(each, mended.isPresent() ? mended : offsets.committed(each), offsets);
      checkPassedOver(each, read, partitions.size(), offsets, log);
    }
    set(set, offsets);
  }

  private void replaced(
      InputTopic topic, InputTopic before, List<TopicPartition> all, GroupOffsets offsets) {
    String found = Sentences.replaced(topic, before);
    if (policy.failsOnWhatCanBeMended()) {
      throw new ApplicationException(
          found
              + ": what its records have in common with the model only you know. Learn them with a"
              + " new model, under another name (key 'pipeline')"
              + OR_CONTINUE.formatted("go on with this one, from the topic's beginning"));
    }
    LOG.warn("{}; going on with the model from the topic's beginning", found);
    Map<TopicPartition, Long> starts = new LinkedHashMap<>();
    all.forEach(each -> starts.put(each, offsets.start(each)));
    set(starts, offsets);
  }

  /** Without a manifest nothing says where the model stood. */
  private void refuseWithoutOffsets() {
    String found =
        "the model of '%s' is stored in topic %s, but its offsets in topic '%s' are gone (they expired, or the group was deleted)"
            .formatted(pipeline.name(), changelog, pipeline.input().topic());
    if (policy.failsOnWhatCanBeMended()) {
      throw new ApplicationException(
          found
              + ": starting would learn the topic a second time. Set the group's offsets with"
              + " kafka-consumer-groups --reset-offsets to go on with this model, or learn a new"
              + " one: under another name (key 'pipeline'), or after deleting that topic");
    }
    LOG.warn("{}: going on from the beginning, with records that may have been learned", found);
  }

  private void checkEnd(TopicPartition partition, long read, GroupOffsets offsets) {
    if (read > offsets.end(partition)) {
      throw new ApplicationException(
          ("partition %d of topic '%s' ends at offset %,d, and the model has read up to %,d: the topic"
                  + " was made again, or the broker has lost its end. Set the offset of group '%s' to"
                  + " where new records begin, with kafka-consumer-groups --reset-offsets, for a topic"
                  + " that is the same"
                  + NEW_MODEL)
              .formatted(
                  partition.partition(), partition.topic(), offsets.end(partition), read, group));
    }
  }

  /** Returns the offset to set, if the group has none or one before what was read. */
  private OptionalLong checkRepeats(TopicPartition partition, long read, GroupOffsets offsets) {
    if (offsets.committed(partition).orElse(0) >= read) {
      return OptionalLong.empty();
    }
    offsets.settle();
    OptionalLong committed = offsets.committed(partition);
    if (committed.orElse(0) >= read) {
      return OptionalLong.empty();
    }
    String found =
        committed.isPresent()
            ? "the offset of group '%s' in partition %d of topic '%s' is %,d, and the model has read up to %,d"
                .formatted(
                    group, partition.partition(), partition.topic(), committed.getAsLong(), read)
            : "the model of '%s' is stored in topic %s, but the offsets of group '%s' for partition %d of topic '%s' are gone (they expired, or were deleted); it has read up to %d"
                .formatted(
                    pipeline.name(),
                    changelog,
                    group,
                    partition.partition(),
                    partition.topic(),
                    read);
    if (policy.failsOnWhatCanBeMended()) {
      throw new ApplicationException(
          found
              + ": starting would learn records a second time. To go on with this model: "
              + resetting(partition, read)
              + OR_CONTINUE.formatted("do that")
              + NEW_MODEL);
    }
    LOG.warn("{}: going on from there", found);
    return OptionalLong.of(read);
  }

  private void checkDeleted(TopicPartition partition, OptionalLong next, GroupOffsets offsets) {
    long start = offsets.start(partition);
    if (next.isEmpty() || next.getAsLong() >= start) {
      return;
    }
    String found = Sentences.deleted(partition.partition(), next.getAsLong(), start);
    if (policy.failsOnLoss()) {
      throw new ApplicationException(
          "topic '%s': %s. To go on without them: %s"
                  .formatted(partition.topic(), found, resetting(partition, start))
              + OR_CONTINUE.formatted("do that"));
    }
    LOG.warn("topic '{}': {}; going on at {}", partition.topic(), found, start);
  }

  /**
   * Finds records between what the model has read and where its group is to go on. Where several
   * partitions are brought together, some of them may be on their way to the trainer.
   */
  private void checkPassedOver(
      TopicPartition partition, long read, int count, GroupOffsets offsets, InputLog log) {
    long committed = offsets.committed(partition).orElse(0);
    long from = Math.max(read, offsets.start(partition));
    boolean onTheWay = pipeline.scale() == Scale.SINGLE && count > 1;
    if (read == 0 || onTheWay || committed <= from || !hasRecord(partition, from, committed)) {
      return;
    }
    String found = Sentences.passedOver(partition.partition(), from, committed);
    if (policy.failsOnLoss()) {
      throw new ApplicationException(
          "topic '%s': %s. To learn from them: %s"
                  .formatted(partition.topic(), found, resetting(partition, from))
              + OR_CONTINUE.formatted("go on without them"));
    }
    LOG.warn("topic '{}': {}", partition.topic(), found);
    log.passedOver(partition.partition(), committed);
  }

  /** Marks of transactions are no records, so it takes a look at them. */
  private boolean hasRecord(TopicPartition partition, long from, long to) {
    try (TopicReader reader = TopicReader.from(pipeline.kafka(), partition, from)) {
      boolean end = false;
      while (!end) {
        end = reader.atEnd() || reader.position(partition) >= to;
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          return record.offset() < to;
        }
      }
      return false;
    }
  }

  private String resetting(TopicPartition partition, long offset) {
    return "kafka-consumer-groups --group %s --topic %s:%d --reset-offsets --to-offset %d --execute"
        .formatted(group, partition.topic(), partition.partition(), offset);
  }

  /** Other instances that are at work have offsets of their own, and see each record. */
  private void set(Map<TopicPartition, Long> wanted, GroupOffsets offsets) {
    if (wanted.isEmpty()) {
      return;
    }
    try {
      offsets.set(wanted);
    } catch (ApplicationException e) {
      throw new ApplicationException(
          e.getMessage()
              + "; stop the other instances of '%s' first, so that offsets can be set"
                  .formatted(pipeline.name()),
          e);
    }
  }

  /** A model for each partition cannot get another number of them by itself. */
  private StoredModel model(int inputPartitions) {
    if (!cluster.topics().contains(changelog)) {
      return StoredModel.none();
    }
    int had = describe(changelog).partitions().size();
    int wanted = pipeline.scale() == Scale.PARTITION ? inputPartitions : 1;
    StoredModel model = StoredModel.read(pipeline.kafka(), changelog, had);
    if (had != wanted) {
      trainers(had, wanted, inputPartitions);
    }
    return model;
  }

  private void trainers(int had, int wanted, int inputPartitions) {
    String found =
        "topic '%s' has %d partitions, so that 'scale: %s' has %d models, and %s holds %d"
            .formatted(
                pipeline.input().topic(),
                inputPartitions,
                pipeline.scale() == Scale.PARTITION ? "partition" : "single",
                wanted,
                changelog,
                had);
    boolean grew = pipeline.scale() == Scale.PARTITION && wanted > had;
    if (!grew || policy.failsOnWhatCanBeMended()) {
      throw new ApplicationException(
          found
              + ": keys may have moved to partitions whose model does not know them"
              + NEW_MODEL
              + (grew ? OR_CONTINUE.formatted("add models that have learned nothing") : ""));
    }
    LOG.warn("{}: adding {} that have learned nothing", found, wanted - had);
    cluster.get(
        "adding partitions to " + changelog,
        cluster
            .admin()
            .createPartitions(Map.of(changelog, NewPartitions.increaseTo(wanted)))
            .all());
  }

  private TopicDescription describe(String topic) {
    return cluster
        .get(
            "describing topic " + topic,
            cluster.admin().describeTopics(List.of(topic)).allTopicNames())
        .values()
        .iterator()
        .next();
  }

  private String clusterId() {
    String id =
        cluster.get("describing the cluster", cluster.admin().describeCluster().clusterId());
    return id == null ? "" : id;
  }

  /** Returns the id that the broker gave a topic, empty if it gives none. */
  static String id(TopicDescription topic) {
    return topic.topicId() == null || topic.topicId().equals(Uuid.ZERO_UUID)
        ? ""
        : topic.topicId().toString();
  }
}
