package io.gradstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.state.BlockSink;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.Manifest;
import io.gradstream.core.state.State;
import io.gradstream.core.state.StateMismatchException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class CommittedBlocksTest {

  private static final int BLOCK = 1024; // elements of a first block of longs, which are many here

  private final State trainer = new State();
  private final LongArray a = trainer.longs("a", 1);
  private final LongArray b = trainer.longs("b", 1);
  private final Manifest manifest = new Manifest();
  private final List<ConsumerRecord<byte[], byte[]>> topic = new ArrayList<>();
  private final CommittedBlocks blocks = new CommittedBlocks();

  @Test
  void blocksWithoutTheirManifestAreNoCommit() {
    set(1, 1);
    List<ConsumerRecord<byte[], byte[]>> commit = commit();
    List<ConsumerRecord<byte[], byte[]>> torn = commit.subList(0, commit.size() - 1);
    torn.forEach(record -> assertThat(blocks.take(record)).isFalse());
    assertThat(blocks.takeChanged()).isEmpty();
    assertThat(blocks.blocks()).isZero();
    assertThat(blocks.take(last(commit))).isTrue();
    assertThat(blocks.takeChanged().orElseThrow()).containsOnlyKeys("a/0", "b/0");
  }

  @Test
  void aCommitThatIsTornIsNoPartOfTheOneBeforeIt() {
    set(1, 1);
    takeAll(commit());
    Map<String, byte[]> first = blocks.takeChanged().orElseThrow();
    set(2, 2);
    blocks.take(commit().get(0));
    assertThat(blocks.takeChanged().orElseThrow()).isEmpty();
    assertThat(model(first)).containsExactly(1L, 1L);
  }

  @Test
  void severalCommitsAtOnceAreTakenAsTheLastOfThem() {
    set(1, 1);
    takeAll(commit());
    a.set(0, 2);
    takeAll(commit());
    b.set(0, 3);
    takeAll(commit());
    assertThat(model(blocks.takeChanged().orElseThrow())).containsExactly(2L, 3L);
    assertThat(blocks.takeChanged().orElseThrow()).isEmpty();
    assertThat(blocks.digest()).isEqualTo(manifest.digest());
  }

  @Test
  void aBlockThatCompactionRemovedSinceALaterOneReplacedItIsNotMissed() {
    set(1, 1);
    commit();
    a.set(0, 2);
    commit();
    takeAll(compacted());
    assertThat(model(blocks.takeChanged().orElseThrow())).containsExactly(2L, 1L);
  }

  @Test
  void aBlockThatIsLostIsNamed() {
    set(1, 1);
    takeAll(commit().stream().filter(record -> !key(record).equals("b/0")).toList());
    assertThatThrownBy(blocks::takeChanged)
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("array 'b' has 0 blocks of the 1");
  }

  @Test
  void aBlockThatIsNotTheOneItWasWrittenWithIsNamed() {
    set(1, 1);
    List<ConsumerRecord<byte[], byte[]>> old = commit();
    set(2, 1);
    List<ConsumerRecord<byte[], byte[]>> next = commit();
    blocks.take(old.get(0));
    takeAll(next.subList(1, next.size())); // the newer block of a is lost
    blocks.take(old.get(1));
    blocks.take(last(next));
    assertThatThrownBy(blocks::takeChanged)
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("array 'a' has a block that is not the one written last");
  }

  @Test
  void aBlockThatWasDeletedIsGone() {
    a.resize(3 * BLOCK);
    takeAll(commit());
    int before = (int) blocks.blocks();
    blocks.takeChanged();
    a.resize(1);
    takeAll(commit());
    Map<String, byte[]> changed = blocks.takeChanged().orElseThrow();
    assertThat(changed.values()).contains(BlockSink.DELETED);
    assertThat(blocks.blocks()).isLessThan(before).isEqualTo(manifest.blocks());
    assertThat(blocks.digest()).isEqualTo(manifest.digest());
  }

  private void set(long ofA, long ofB) {
    a.set(0, ofA);
    b.set(0, ofB);
  }

  /** Writes what has changed to the topic, as a trainer does; returns the records. */
  private List<ConsumerRecord<byte[], byte[]>> commit() {
    int from = topic.size();
    manifest.drain(List.of(trainer), (key, block) -> topic.add(record(key, block)));
    return List.copyOf(topic.subList(from, topic.size()));
  }

  private ConsumerRecord<byte[], byte[]> record(String key, byte[] block) {
    return new ConsumerRecord<>(
        "models",
        0,
        topic.size(),
        key.getBytes(StandardCharsets.UTF_8),
        block.length == 0 ? null : block);
  }

  /** Of each key the last record alone, where it stands. */
  private List<ConsumerRecord<byte[], byte[]>> compacted() {
    Map<String, ConsumerRecord<byte[], byte[]>> left = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> each : topic) {
      left.remove(key(each));
      left.put(key(each), each);
    }
    assertThat(left).hasSizeLessThan(topic.size());
    return List.copyOf(left.values());
  }

  private void takeAll(List<ConsumerRecord<byte[], byte[]>> records) {
    records.forEach(blocks::take);
  }

  private static List<Long> model(Map<String, byte[]> stored) {
    State state = new State();
    LongArray one = state.longs("a", 1);
    LongArray two = state.longs("b", 1);
    stored.forEach(state::apply);
    return List.of(one.get(0), two.get(0));
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }

  private static <T> T last(List<T> all) {
    return all.get(all.size() - 1);
  }
}
