package io.gradstream.streams.input;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.model.InputManifest;
import io.gradstream.model.InputTopic;
import io.gradstream.pipeline.OnDataLoss;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.Scale;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a stored model against the offsets of its group and the log of its input, before a trainer
 * starts: what would be lost or learned twice is refused, or put right and said, by the pipeline's
 * {@code on-data-loss}.
 */
public final class StartOffsets {

  private static final Logger LOG = LoggerFactory.getLogger(StartOffsets.class);

  static final String OR_CONTINUE = "; or let 'on-data-loss: continue' in the pipeline file %s";
  static final String NEW_MODEL = ", or learn a new model under another name (key 'pipeline')";

  private final Cluster cluster;
  private final Pipeline pipeline;
  private final String group;
  private final String changelog;
  private final String repartition;
  private final OnDataLoss policy;

  /**
   * Looks at a pipeline's.
   *
   * @param group the pipeline's, by which offsets are committed
   * @param changelog the topic of its model
   * @param repartition the topic by which it brings partitions together, if it does
   */
  public StartOffsets(
      Cluster cluster, Pipeline pipeline, String group, String changelog, String repartition) {
    this.repartition = repartition;
    this.cluster = cluster;
    this.pipeline = pipeline;
    this.group = group;
    this.changelog = changelog;
    policy = pipeline.onDataLoss();
  }

  /**
   * What trainers are to know of the topics that they read.
   *
   * @param input of the records that are predicted
   * @param labels of labels in a topic of their own; unknown if they have none
   */
  public record Logs(InputLog input, InputLog labels) {}

  /**
   * Checks everything; returns what the trainers are to know of their topics.
   *
   * @throws ApplicationException if the pipeline must not start
   */
  public Logs check() {
    Set<String> own = new HashSet<>(pipeline.inputTopics());
    own.add(repartition);
    new GroupMembers(cluster, group).check(own, pipeline.kafka());
    String input = pipeline.input().topic();
    Optional<String> labels = pipeline.readsLabels().map(each -> each.source().topic());
    int count = partitions(input);
    boolean together = Math.max(count, labels.map(this::partitions).orElse(count)) > 1;
    boolean onTheWay = pipeline.scale() == Scale.SINGLE && together;
    StoredModel model = model(count);
    model.requireMemory(changelog, heap());
    return new Logs(
        check(input, model, onTheWay, this::read),
        labels
            .map(each -> check(each, model.ofLabels(), onTheWay, () -> read().ofLabels()))
            .orElseGet(InputLog::unknown));
  }

  private int partitions(String topic) {
    return TopicsSeen.describe(cluster, topic).partitions().size();
  }

  /**
   * Checks a topic.
   *
   * @param model how far it was read
   * @param onTheWay whether records go through another topic before they are learned
   * @param again reads the model once more
   */
  private InputLog check(
      String name, StoredModel model, boolean onTheWay, Supplier<StoredModel> again) {
    InputLog log = TopicsSeen.log(cluster, name);
    InputTopic topic = log.topic().orElseThrow();
    List<TopicPartition> partitions =
        IntStream.range(0, log.partitions()).mapToObj(p -> new TopicPartition(name, p)).toList();
    GroupOffsets offsets = new GroupOffsets(cluster, group, partitions);
    for (TopicPartition each : partitions) {
      log.beginsAt(each.partition(), offsets.start(each));
      offsets.committed(each).ifPresent(offset -> log.setTo(each.partition(), offset));
    }
    if (model.exists()) {
      judge(topic, partitions, model, onTheWay, again, offsets, log);
    } else {
      PartitionCheck check = new PartitionCheck(pipeline, group, changelog, offsets);
      partitions.forEach(each -> check.deleted(each, offsets.committed(each)));
    }
    return log;
  }

  /** The collector leaves out of it a space that it needs itself, up to a ninth. */
  private static long heap() {
    return Runtime.getRuntime().maxMemory() / 8 * 9;
  }

  private void judge(
      InputTopic topic,
      List<TopicPartition> partitions,
      StoredModel model,
      boolean onTheWay,
      Supplier<StoredModel> again,
      GroupOffsets offsets,
      InputLog log) {
    Collection<InputManifest> manifests = model.manifests().values();
    InputTopic before = manifests.stream().findFirst().flatMap(InputManifest::topic).orElse(topic);
    if (topic.replaces(before)) {
      replaced(topic, before, partitions, offsets);
      return;
    }
    if (!topic.name().equals(before.name())) {
      requireAskedFor(topic, before);
    }
    boolean same = topic.continues(before);
    if (offsets.none() && (manifests.isEmpty() || !same)) {
      refuseWithoutOffsets(topic);
      return;
    }
    Map<TopicPartition, Long> set = new LinkedHashMap<>();
    PartitionCheck check = new PartitionCheck(pipeline, group, changelog, offsets);
    for (TopicPartition each : partitions) {
      long read = same ? model.next(each.partition()) : 0;
      check.end(each, read);
      OptionalLong mended = check.repeats(each, read);
      mended.ifPresent(offset -> set.put(each, offset));
      check.deleted(each, mended.isPresent() ? mended : offsets.committed(each));
      if (!onTheWay && check.isPassedOver(each, read, () -> again.get().next(each.partition()))) {
        log.passedOver(each.partition(), offsets.committed(each).orElse(0));
      }
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

  private void requireAskedFor(InputTopic topic, InputTopic before) {
    String found = Sentences.another(topic, before);
    if (policy.failsOnWhatCanBeMended()) {
      throw new ApplicationException(found + Sentences.OF_ANOTHER);
    }
    LOG.warn("{}; going on with the model", found);
  }

  /** Without a manifest nothing says where the model stood. */
  private void refuseWithoutOffsets(InputTopic topic) {
    String found =
        "the model of '%s' is stored in topic %s, but its offsets in topic '%s' are gone (they expired, or the group was deleted)"
            .formatted(pipeline.name(), changelog, topic.name());
    if (policy.failsOnWhatCanBeMended()) {
      throw new ApplicationException(
          found
              + ": starting would learn the topic a second time. Set the group's offsets with"
              + " kafka-consumer-groups --reset-offsets to go on with this model, or learn a new"
              + " one: under another name (key 'pipeline'), or after deleting that topic");
    }
    LOG.warn("{}: going on from the beginning, with records that may have been learned", found);
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
    int had = TopicsSeen.describe(cluster, changelog).partitions().size();
    int wanted = pipeline.scale() == Scale.PARTITION ? inputPartitions : 1;
    StoredModel model = read();
    if (had != wanted) {
      trainers(had, wanted, inputPartitions);
    }
    return model;
  }

  private StoredModel read() {
    int trainers = TopicsSeen.describe(cluster, changelog).partitions().size();
    return StoredModel.read(pipeline.kafka(), changelog, trainers);
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
              + (grew
                  ? ": keys may have moved to partitions whose model does not know them"
                  : ": restore 'scale' and the topic's partitions as they were")
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
}
