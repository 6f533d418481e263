package io.gradstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.state.Manifest;
import io.gradstream.core.state.StateMismatchException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A model topic that is read while its trainer writes and the broker compacts it. */
class FollowedPartitionTest {

  private final SmallTrainer trainer = new SmallTrainer();
  private final FollowedPartition partition =
      new FollowedPartition(0, new ServedModel(trainer.rule), new Delays());
  private final Manifest manifest = new Manifest();
  private final List<ConsumerRecord<byte[], byte[]>> topic = new ArrayList<>();

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
    assertThat(partition.served().state().version()).isEqualTo(trainer.learner.version());
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
    trainer.learn();
    manifest.drain(List.of(trainer.learner.state()), (key, block) -> topic.add(record(key, block)));
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
