package io.gradstream.bench;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.state.Manifest;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what the commits of a learner write against what has changed, without Kafka: elements of
 * eight bytes that differ from what was written before, and the records in which they are written.
 */
final class WriteAmplification {

  /** Bytes that a record has besides its key and value, in a batch of many. */
  private static final int RECORD = 10;

  private final StateShape shape;
  private final Learner learner;
  private final Row row;
  private final Manifest manifest = new Manifest();
  private final Map<String, byte[]> stored = new HashMap<>();
  private int next;
  private long changed;
  private long written;
  private long blocks;

  WriteAmplification(StateShape shape) {
    this.shape = shape;
    LearnerRule rule = shape.pipeline().learner();
    learner = new Learner(rule);
    row = new Row(rule.layout());
  }

  /**
   * What a commit writes, in the mean.
   *
   * @param parameters weights and biases
   * @param changed bytes of elements that have changed
   * @param written bytes of records
   * @param blocks records
   */
  record Result(long parameters, double changed, double written, double blocks) {
    double ratio() {
      return written / changed;
    }
  }

  /** Learns until nearly every parameter was changed once, then measures some commits. */
  Result measure(int commits, int rowsACommit) {
    learn(shape.rowsUntilFull());
    commit();
    changed = 0;
    written = 0;
    blocks = 0;
    for (int i = 0; i < commits; i++) {
      learn(rowsACommit);
      commit();
    }
    return new Result(
        learner.predictor().parameterCount(),
        (double) changed / commits,
        (double) written / commits,
        (double) blocks / commits);
  }

  private void learn(int rows) {
    for (int i = 0; i < rows; i++, next++) {
      shape.fill(next, row);
      learner.take(row, next);
    }
  }

  private void commit() {
    manifest.drain(List.of(learner.state()), this::write);
  }

  private void write(String key, byte[] block) {
    byte[] before = block.length == 0 ? stored.remove(key) : stored.put(key, block);
    changed += difference(before == null ? new byte[0] : before, block);
    written += RECORD + key.length() + block.length;
    blocks++;
  }

  private static long difference(byte[] before, byte[] after) {
    ByteBuffer a = ByteBuffer.wrap(before);
    ByteBuffer b = ByteBuffer.wrap(after);
    int header = 2;
    int common = Math.min(before.length, after.length) - Long.BYTES;
    long bytes = Math.abs(before.length - after.length);
    for (int at = header; at <= common; at += Long.BYTES) {
      bytes += a.getLong(at) == b.getLong(at) ? 0 : Long.BYTES;
    }
    return bytes;
  }
}
