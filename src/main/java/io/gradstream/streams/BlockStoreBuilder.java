package io.gradstream.streams;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds a {@link BlockStore} around Kafka's own logged, uncached, in-memory store. */
final class BlockStoreBuilder implements StoreBuilder<BlockStore> {

  /**
   * The same few blocks are written over and over: small segments that are compacted early keep a
   * restore from reading history. The broker's time, which nothing else is made of, tells whoever
   * follows the model how long a commit took to arrive.
   */
  static final Map<String, String> CHANGELOG =
      Map.of(
          TopicConfig.SEGMENT_BYTES_CONFIG,
          Integer.toString(16 << 20),
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          "LogAppendTime",
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.1");

  private final StoreBuilder<KeyValueStore<Bytes, byte[]>> blocks;
  private final Function<StateStoreContext, Runnable> opening;

  /** Builds stores of a name; {@code opening} is told of each of them. */
  BlockStoreBuilder(String name, Function<StateStoreContext, Runnable> opening) {
    this.opening = opening;
    blocks =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingEnabled(CHANGELOG);
  }

  @Override
  public BlockStore build() {
    return new BlockStore(blocks.build(), opening);
  }

  @Override
  public StoreBuilder<BlockStore> withCachingEnabled() {
    throw new UnsupportedOperationException("the live arrays are the cache");
  }

  @Override
  public StoreBuilder<BlockStore> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<BlockStore> withLoggingEnabled(Map<String, String> config) {
    blocks.withLoggingEnabled(config);
    return this;
  }

  @Override
  public StoreBuilder<BlockStore> withLoggingDisabled() {
    throw new UnsupportedOperationException("a model that is not logged is lost at a restart");
  }

  @Override
  public Map<String, String> logConfig() {
    return blocks.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return blocks.loggingEnabled();
  }

  @Override
  public String name() {
    return blocks.name();
  }
}
