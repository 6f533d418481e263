package io.gradstream.streams;

import io.gradstream.core.state.BlockSink;
import io.gradstream.core.state.Manifest;
import io.gradstream.core.state.State;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;

/**
 * A state store whose contents are the live arrays of a learner, written as blocks at every commit.
 *
 * <p>Kafka Streams calls {@link #flushCache} on the stream thread before every commit (interval,
 * rebalance, clean close) and before the offsets are sent; {@code flush}, {@code commit} and {@code
 * Processor#close} come after the transaction. So the changed blocks are put there, into a logged
 * in-memory store, and reach the changelog in the transaction that commits the input offsets.
 *
 * <p>The only class that uses a package of Kafka's that is named {@code internals} ({@link
 * WrappedStateStore}), which a rule of {@code ArchitectureTest} keeps so; a test on a real broker
 * fails if an upgrade of Kafka stops making that call.
 */
final class BlockStore extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Bytes, byte[]>
    implements CommitPace.Changes {

  private List<State> live = List.of();
  private Manifest manifest = new Manifest();
  private long commits;
  private Runnable beforeCommit = () -> {};
  private final Function<StateStoreContext, Runnable> opening;
  private Runnable closing = () -> {};

  BlockStore(KeyValueStore<Bytes, byte[]> blocks) {
    this(blocks, context -> () -> {});
  }

  /**
   * Makes a store.
   *
   * @param opening is called when the store is opened, before anything is restored; returns what is
   *     to be done when it is closed
   */
  BlockStore(KeyValueStore<Bytes, byte[]> blocks, Function<StateStoreContext, Runnable> opening) {
    super(blocks);
    this.opening = opening;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    closing.run();
    closing = opening.apply(context);
    super.init(context, root);
  }

  /**
   * Returns every stored block by key.
   *
   * @throws io.gradstream.core.state.StateMismatchException if any is lost
   */
  Map<String, byte[]> blocks() {
    Map<String, byte[]> blocks = new LinkedHashMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = wrapped().all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> next = all.next();
        blocks.put(new String(next.key.get(), StandardCharsets.UTF_8), next.value);
      }
    }
    manifest = Manifest.of(blocks);
    return blocks;
  }

  /** Takes over the arrays whose changed blocks are to be stored from now on. */
  void attach(State... states) {
    live = List.of(states);
  }

  /** Has something done whenever the changed blocks are about to be committed. */
  void beforeCommits(Runnable work) {
    beforeCommit = work;
  }

  @Override
  public void flushCache() {
    beforeCommit.run();
    manifest.drain(live, this::store);
    commits++;
  }

  @Override
  public long dirtyBytes() {
    return live.stream().mapToLong(State::dirtyBytes).sum();
  }

  @Override
  public long bytes() {
    return live.stream().mapToLong(State::bytes).sum();
  }

  @Override
  public long commits() {
    return commits;
  }

  /** Drops the arrays: the task is recycled, and the stored blocks may change beneath them. */
  @Override
  public void clearCache() {
    beforeCommit = () -> {};
    live = List.of();
  }

  /** Drops the arrays unwritten: what was not flushed belongs to a transaction that is lost. */
  @Override
  public void close() {
    beforeCommit = () -> {};
    live = List.of();
    closing.run();
    closing = () -> {};
    super.close();
  }

  private void store(String key, byte[] block) {
    Bytes name = Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    if (block == BlockSink.DELETED) {
      wrapped().delete(name);
    } else {
      wrapped().put(name, block);
    }
  }
}
