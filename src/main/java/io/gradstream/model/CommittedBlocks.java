package io.gradstream.model;

import io.gradstream.core.state.BlockSink;
import io.gradstream.core.state.Manifest;
import io.gradstream.core.state.State;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition of the model topic, brought together to commits.
 *
 * <p>A trainer writes the blocks that have changed and then a manifest, in the transaction of its
 * input offsets. Blocks count once their manifest has come: never is a model a mixture of two
 * commits. Since the topic is compacted, only what is there at its end is known to be whole; the
 * manifest's digests tell.
 */
final class CommittedBlocks {

  private final Manifest manifest = new Manifest();
  private final Map<String, byte[]> beside = new HashMap<>();
  private final Map<String, byte[]> since = new LinkedHashMap<>(); // the last manifest
  private Map<String, byte[]> changed = new LinkedHashMap<>(); // since they were last taken
  private byte @Nullable [] written;

  /** Takes a record of the topic; tells whether it is the last of a commit. */
  boolean take(ConsumerRecord<byte[], byte[]> block) {
    String key = new String(block.key(), StandardCharsets.UTF_8);
    byte[] value = block.value() == null ? BlockSink.DELETED : block.value();
    if (!Manifest.holds(key)) {
      since.put(key, value);
      return false;
    }
    since.forEach(this::commit);
    since.clear();
    written = value;
    return true;
  }

  private void commit(String key, byte[] block) {
    manifest.take(key, block);
    changed.put(key, block);
    if (block == BlockSink.DELETED) {
      beside.remove(key);
    } else if (key.startsWith(State.BESIDE)) {
      beside.put(key, block);
    }
  }

  /**
   * Requires that the blocks are those of the last commit, if there was one.
   *
   * @throws io.gradstream.core.state.StateMismatchException if blocks are lost, or there are others
   *     than those that the last manifest was written with
   */
  void requireWhole() {
    if (written != null) {
      manifest.requireEqual(written);
    }
  }

  /**
   * Returns the blocks that have changed with the commits since this was last asked; empty if there
   * was no commit yet.
   *
   * @throws io.gradstream.core.state.StateMismatchException if blocks are lost, or there are others
   *     than those that the last manifest was written with
   */
  Optional<Map<String, byte[]>> takeChanged() {
    if (written == null) {
      return Optional.empty();
    }
    manifest.requireEqual(written);
    Map<String, byte[]> taken = changed;
    changed = new LinkedHashMap<>();
    return Optional.of(taken);
  }

  /** Returns how far the model has read its input. */
  InputManifest input() {
    return InputManifest.of(beside);
  }

  long blocks() {
    return manifest.blocks();
  }

  long digest() {
    return manifest.digest();
  }
}
