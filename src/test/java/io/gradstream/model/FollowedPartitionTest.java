package io.gradstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.state.Manifest;
import io.gradstream.core.state.StateMismatchException;
import io.gradstream.pipeline.file.PipelineReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model topic that is read while its trainer writes and the broker compacts it. */
class FollowedPartitionTest {

  @TempDir private Path directory;
  private final Manifest manifest = new Manifest();
  private final List<ConsumerRecord<byte[], byte[]>> topic = new ArrayList<>();
  private LearnerRule rule;
  private Learner trainer;
  private FollowedPartition partition;
  private long records;

  @BeforeEach
  void create() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("p.yaml"),
            """
            pipeline: p
            input: {topic: t, label: y, format: json}
            features: [{standard: [x]}]
            model: logistic
            optimizer: {sgd: {learning-rate: 0.1}}
            validation: {window: 5}
            """);
    rule = PipelineReader.read(file, Map.of()).learner();
    trainer = new Learner(rule);
    partition = new FollowedPartition(0, new ServedModel(rule), new Delays());
  }

  /** A block of the first commit is gone, since the second has it anew. */
  @Test
  void whatCompactionTookWhileItWasReadComesBeforeTheNextEnd() {
    commit();
    final long firstEnd = topic.size();
    commit();
    topic.subList(0, (int) firstEnd - 1).stream() // but for the manifest, which it had not reached
        .filter(record -> !isReplaced(record))
        .forEach(partition::take);
    partition.take(topic.get((int) firstEnd - 1));
    partition.reachedEnd(firstEnd, 100);
    assertThat(partition.isWhole()).isFalse();
    assertThat(partition.served().state()).isNull();
    topic.subList((int) firstEnd, topic.size()).forEach(partition::take);
    partition.reachedEnd(topic.size(), 200);
    assertThat(partition.isWhole()).isTrue();
    assertThat(partition.served().state().version()).isEqualTo(trainer.version());
    assertThat(partition.served().state().digest()).isEqualTo(manifest.digest());
    assertThat(partition.applied()).isEqualTo(1);
  }

  @Test
  void whatIsMissingWhileNothingMoreIsWrittenIsLost() {
    commit();
    topic.subList(1, topic.size()).forEach(partition::take);
    partition.reachedEnd(topic.size(), 100);
    partition.reachedEnd(topic.size(), 100); // asked again before there was another look
    assertThatThrownBy(() -> partition.reachedEnd(topic.size(), 200))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("the stored model is not whole");
  }

  @Test
  void whatDoesNotComeHoweverMuchIsWrittenIsLost() {
    commit();
    topic.subList(1, topic.size()).forEach(partition::take);
    for (int look = 1; look <= 5; look++) {
      partition.reachedEnd(topic.size() + look, look);
      assertThat(partition.isWhole()).isFalse();
    }
    assertThatThrownBy(() -> partition.reachedEnd(topic.size() + 6, 6))
        .isInstanceOf(StateMismatchException.class);
  }

  /** Learns from some records, and writes what has changed to the topic, as a trainer does. */
  private void commit() {
    Row row = new Row(rule.layout());
    for (int i = 0; i < 5; i++) {
      row.clear();
      row.setNumber(0, records % 7);
      row.setLabel(records % 2);
      row.setOrigin(0, records++);
      trainer.take(row, 1000 * records);
    }
    manifest.drain(List.of(trainer.state()), (key, block) -> topic.add(record(key, block)));
  }

  private ConsumerRecord<byte[], byte[]> record(String key, byte[] block) {
    return new ConsumerRecord<>(
        "models",
        0,
        topic.size(),
        key.getBytes(StandardCharsets.UTF_8),
        block.length == 0 ? null : block);
  }

  private boolean isReplaced(ConsumerRecord<byte[], byte[]> record) {
    String key = key(record);
    return topic.stream()
        .anyMatch(each -> each.offset() > record.offset() && key.equals(key(each)));
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }
}
