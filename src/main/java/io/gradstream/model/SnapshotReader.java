package io.gradstream.model;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.client.TopicReader;
import io.gradstream.core.state.BlockSink;
import io.gradstream.core.state.StateMismatchException;
import io.gradstream.core.text.ProgramVersion;
import io.gradstream.model.ModelSnapshot.InputPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the newest committed models of a pipeline as they are stored, while its trainers may be at
 * work: a model and how far it has read are of one commit.
 */
public final class SnapshotReader {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** Compaction may take a block away between two looks at where the topic ends. */
  private static final int LOOKS = 5;

  private final Map<String, String> kafka;
  private final String pipeline;
  private final String topic;
  private final String group;
  private final long deadline;
  private final Duration patience;

  private SnapshotReader(
      Map<String, String> kafka, String pipeline, String topic, String group, Duration patience) {
    this.kafka = kafka;
    this.pipeline = pipeline;
    this.topic = topic;
    this.group = group;
    this.patience = patience;
    deadline = System.nanoTime() + patience.toNanos();
  }

  /**
   * Reads a pipeline's models.
   *
   * @param kafka settings of Kafka's clients
   * @param pipeline its name
   * @param topic its model topic
   * @param group by which it commits offsets
   * @param patience how long it may take
   * @throws ApplicationException if there is none, or it cannot be read in time
   * @throws StateMismatchException if blocks are lost
   */
  public static ModelSnapshot read(
      Map<String, String> kafka, String pipeline, String topic, String group, Duration patience) {
    return new SnapshotReader(kafka, pipeline, topic, group, patience).read();
  }

  private ModelSnapshot read() {
    Map<TopicPartition, OffsetAndMetadata> offsets;
    try (Cluster cluster = Cluster.connect(kafka)) {
      cluster.requireTopic(topic, "pipeline %s has not run there".formatted(pipeline));
      // Before the models: of a partition that none has read by then it is where they begin.
      offsets =
          cluster.get(
              "reading the committed offsets",
              cluster.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }
    List<Map<String, byte[]>> models = models();
    if (models.stream().allMatch(Map::isEmpty)) {
      throw new ApplicationException(
          "topic %s holds no committed model yet: pipeline %s has learned nothing there"
              .formatted(topic, pipeline));
    }
    return new ModelSnapshot(pipeline, ProgramVersion.text(), models, positions(models, offsets));
  }

  private List<Map<String, byte[]>> models() {
    try (TopicReader reader = TopicReader.fromBeginning(kafka, List.of(topic))) {
      List<CommittedBlocks> commits = new ArrayList<>();
      List<Map<String, byte[]>> models = new ArrayList<>();
      for (TopicPartition each : reader.partitions()) {
        commits.add(each.partition(), new CommittedBlocks());
        models.add(new LinkedHashMap<>());
      }
      for (int look = 1; ; look++) {
        readToEnd(reader, commits);
        try {
          for (int i = 0; i < models.size(); i++) {
            commits.get(i).takeChanged().ifPresent(models.get(i)::putAll);
          }
          models.forEach(blocks -> blocks.values().removeIf(block -> block == BlockSink.DELETED));
          return models;
        } catch (StateMismatchException e) {
          if (look == LOOKS) {
            throw e;
          }
        }
      }
    }
  }

  private void readToEnd(TopicReader reader, List<CommittedBlocks> commits) {
    Map<TopicPartition, Long> ends = reader.ends(ANSWER);
    while (ends.entrySet().stream()
        .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
      if (System.nanoTime() - deadline > 0) {
        throw new ApplicationException(
            "the model of pipeline %s was not read within %d s: topic %s ends at %s; --wait gives it longer"
                .formatted(pipeline, patience.toSeconds(), topic, ends.values()));
      }
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        commits.get(record.partition()).take(record);
      }
    }
  }

  private static List<InputPosition> positions(
      List<Map<String, byte[]>> models, Map<TopicPartition, OffsetAndMetadata> offsets) {
    List<InputPosition> positions = new ArrayList<>();
    positions(models.stream().map(InputManifest::of).toList(), offsets, positions);
    positions(models.stream().map(InputManifest::ofLabels).toList(), offsets, positions);
    return positions;
  }

  private static void positions(
      List<InputManifest> manifests,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      List<InputPosition> positions) {
    Optional<String> name =
        manifests.stream()
            .map(InputManifest::topic)
            .flatMap(Optional::stream)
            .map(InputTopic::name)
            .findFirst();
    if (name.isEmpty()) {
      return;
    }
    int count = manifests.stream().mapToInt(InputManifest::partitions).max().orElse(0);
    for (int i = 0; i < count; i++) {
      int partition = i;
      long read = manifests.stream().mapToLong(each -> each.next(partition)).max().orElse(0);
      OptionalLong next =
          read > 0 ? OptionalLong.of(read) : group(offsets, new TopicPartition(name.get(), i));
      next.ifPresent(offset -> positions.add(new InputPosition(name.get(), partition, offset)));
    }
  }

  private static OptionalLong group(
      Map<TopicPartition, OffsetAndMetadata> offsets, TopicPartition partition) {
    OffsetAndMetadata offset = offsets.get(partition);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset.offset());
  }
}
