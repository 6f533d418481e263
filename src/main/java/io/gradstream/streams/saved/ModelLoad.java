package io.gradstream.streams.saved;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.model.InputTopic;
import io.gradstream.model.ModelSnapshot;
import io.gradstream.model.ModelSnapshot.InputPosition;
import io.gradstream.model.SavedModelException;
import io.gradstream.pipeline.Labels;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.ModelTopic;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineTopics;
import io.gradstream.streams.PipelineTopology;
import io.gradstream.streams.StreamsSettings;
import io.gradstream.streams.input.GroupMembers;
import io.gradstream.streams.input.TopicsSeen;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes saved models those of a pipeline that has none yet: it writes them to the pipeline's model
 * topic, from which its trainers restore them at their first start, and commits with them the
 * offsets to go on from. Both happen in one transaction, as a trainer's commit does.
 */
public final class ModelLoad {

  private final Cluster cluster;
  private final Pipeline pipeline;
  private final ModelSnapshot saved;
  private final String group;
  private final InputTopic input;
  private final Optional<InputTopic> labels;
  private final int partitions;

  /**
   * What was done.
   *
   * @param start where the pipeline begins to read
   * @param offsets of its group, those of its input where reading goes on
   */
  public record Loaded(LoadStart start, Map<TopicPartition, Long> offsets) {}

  private ModelLoad(Cluster cluster, Pipeline pipeline, ModelSnapshot saved) {
    this.cluster = cluster;
    this.pipeline = pipeline;
    this.saved = saved;
    group = StreamsSettings.applicationId(pipeline);
    PipelineTopics topics = new PipelineTopics(cluster, pipeline);
    int ofInput = topics.inputPartitions();
    OptionalInt ofLabels = topics.labelPartitions(ofInput);
    partitions = Math.max(ofInput, ofLabels.orElse(0));
    input = topic(pipeline.input().topic());
    labels = pipeline.readsLabels().map(Labels::source).map(source -> topic(source.topic()));
    SavedFit.require(saved, pipeline, ofInput);
  }

  private InputTopic topic(String name) {
    return TopicsSeen.topic(cluster, name);
  }

  /**
   * Loads saved models.
   *
   * @param asked where to begin, if it was said
   * @throws SavedModelException if they do not fit the pipeline, or it has a model
   * @throws ApplicationException if a topic is missing, a trainer is at work, or nobody answers
   */
  public static Loaded load(ModelSnapshot saved, Pipeline pipeline, Optional<LoadStart> asked) {
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      return new ModelLoad(cluster, pipeline, saved).load(asked);
    }
  }

  private Loaded load(Optional<LoadStart> asked) {
    LoadStart start = LoadStart.choose(asked, saved, input, labels);
    new GroupMembers(cluster, group).requireNone("a model is loaded");
    boolean exists = requireNoModel();
    Map<TopicPartition, Long> offsets =
        start == LoadStart.CONTINUE ? continued() : requireNoOffsets();
    if (!exists) {
      ModelTopic.create(cluster, pipeline, saved.models().size());
    }
    Map<TopicPartition, Long> all = new LinkedHashMap<>(offsets);
    if (start == LoadStart.CONTINUE) {
      forgetUnread(offsets.keySet());
      all.putAll(onTheWay());
    }
    LoadedBlocks blocks = new LoadedBlocks(saved, start, sizes());
    ModelWriter.write(pipeline, group, blocks.models(input, labels), all);
    return new Loaded(start, offsets);
  }

  /** Tells whether the model topic is there, without a committed model in it. */
  private boolean requireNoModel() {
    String topic = pipeline.modelTopic();
    if (!cluster.topics().contains(topic)) {
      return false;
    }
    if (TopicsSeen.hasModel(cluster, pipeline.kafka(), topic)) {
      throw new SavedModelException(
          "pipeline '%s' has a model already, in topic %s, and a saved one would be mixed with it: give the pipeline another name (key 'pipeline'), or, if its model is to be given up, stop its trainers and delete that topic"
              .formatted(pipeline.name(), topic));
    }
    ModelTopic.requireCompacted(cluster, pipeline);
    int found = TopicsSeen.partitions(cluster, topic);
    if (found != saved.models().size()) {
      throw new SavedModelException(
          "topic %s is there, is empty and has %d partition(s), and the file holds %d model(s): delete that topic"
              .formatted(topic, found, saved.models().size()));
    }
    return true;
  }

  /** Returns the partitions of the input that the group has an offset of. */
  private Set<TopicPartition> committed() {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        cluster.get(
            "reading the committed offsets",
            cluster.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    return offsets.keySet().stream()
        .filter(each -> pipeline.inputTopics().contains(each.topic()))
        .collect(Collectors.toSet());
  }

  /**
   * Of a partition that the model had not read the group may have an offset since, beyond records
   * that this model has never seen.
   */
  private void forgetUnread(Set<TopicPartition> read) {
    Set<TopicPartition> unread = committed();
    unread.removeAll(read);
    if (!unread.isEmpty()) {
      cluster.get(
          "taking away the offsets of " + unread,
          cluster.admin().deleteConsumerGroupOffsets(group, unread).all());
    }
  }

  private Map<TopicPartition, Long> requireNoOffsets() {
    Set<TopicPartition> committed = committed();
    if (!committed.isEmpty()) {
      throw new SavedModelException(
          ("group '%1$s' has committed offsets of %2$s, where pipeline '%3$s' would go on, and not where auto.offset.reset says:"
                  + " give the pipeline another name (key 'pipeline'), or take the group away with"
                  + " kafka-consumer-groups --delete --group %1$s")
              .formatted(group, committed, pipeline.name()));
    }
    return Map.of();
  }

  /** Returns where reading goes on; the topics must reach that far. */
  private Map<TopicPartition, Long> continued() {
    requireAsManyPartitions();
    Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
    for (InputPosition position : saved.positions()) {
      if (pipeline.inputTopics().contains(position.topic())) {
        offsets.put(new TopicPartition(position.topic(), position.partition()), position.next());
      }
    }
    ends(offsets.keySet())
        .forEach(
            (partition, end) -> {
              long next = offsets.getOrDefault(partition, 0L);
              if (end < next) {
                throw new SavedModelException(
                    "partition %d of topic '%s' ends at offset %,d, and the saved model has read up to %,d: it is not the log that the model has learned from, or has lost its end. --anew takes the model alone"
                        .formatted(partition.partition(), partition.topic(), end, next));
              }
            });
    return offsets;
  }

  private void requireAsManyPartitions() {
    Map<String, Integer> now = sizes();
    new LoadedBlocks(saved, LoadStart.CONTINUE, now)
        .sizesBefore()
        .forEach(
            (topic, before) -> {
              if (now.getOrDefault(topic, before) < before) {
                throw new SavedModelException(
                    "topic '%s' has %d partition(s), and had %d where the model learned from it: it is not the same log. --anew takes the model alone"
                        .formatted(topic, now.get(topic), before));
              }
            });
  }

  /** What was forwarded to the one trainer and not learned comes from the input again. */
  private Map<TopicPartition, Long> onTheWay() {
    String repartition = PipelineTopology.repartitionTopic(group);
    boolean there =
        PipelineApplication.repartitioned(pipeline, partitions)
            && cluster.topics().contains(repartition);
    return there ? ends(List.of(new TopicPartition(repartition, 0))) : Map.of();
  }

  private Map<TopicPartition, Long> ends(Collection<TopicPartition> of) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    of.forEach(each -> asked.put(each, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    Map<TopicPartition, ListOffsetsResultInfo> found =
        cluster.get("reading the ends of the input", cluster.admin().listOffsets(asked).all());
    found.forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new HashMap<>();
    pipeline.inputTopics().forEach(name -> sizes.put(name, TopicsSeen.partitions(cluster, name)));
    return sizes;
  }
}
