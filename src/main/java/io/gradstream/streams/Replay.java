package io.gradstream.streams;

import io.gradstream.client.Cluster;
import io.gradstream.core.learn.LabelReport;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.streams.input.InputLog;
import io.gradstream.streams.input.TopicsSeen;
import io.gradstream.streams.output.Origin;
import io.gradstream.streams.output.Outputs;
import io.gradstream.streams.restore.Restores;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/**
 * A trainer without Kafka Streams: what the committed records of its partition must have led to, by
 * the learner alone.
 *
 * <p>It decodes, learns and writes with the parts that the topology has, in one pass that nothing
 * interrupts; tasks, transactions and restores are left out. So it is what a pipeline that was
 * killed can be held against.
 */
public final class Replay implements AutoCloseable {

  private final TrainerParts parts;
  private final RecordPass pass;
  private final BlockStore store;
  private final TimestampExtractor clock;

  /** Where something is written. */
  public enum Output {
    /** A prediction. */
    PREDICTION,
    /** The metrics of a window. */
    METRICS,
    /** A decision. */
    DECISION,
    /** A record that could not be used. */
    DEAD_LETTER,
    /** A prediction that met its label. */
    OUTCOME
  }

  /**
   * Begins with a model that has seen nothing.
   *
   * @param partition the trainer's
   * @param sink what is given whatever the trainer would write, in its order
   */
  public Replay(
      TrainerParts parts, int partition, BiConsumer<Output, Record<byte[], byte[]>> sink) {
    this.parts = parts;
    clock = parts.repartitioned() ? new RecordTime() : PipelineTopology.time(parts.pipeline());
    pass = new RecordPass(parts, partition, Map.of(), sink::accept);
    store = new BlockStore(Stores.inMemoryKeyValueStore(PipelineTopology.STORE).get());
    store.attach(pass.states());
  }

  /**
   * Returns what the trainers of a pipeline have, of a cluster on which it has run.
   *
   * @param partitions of its input
   */
  public static TrainerParts parts(Pipeline pipeline, Cluster cluster, int partitions) {
    Optional<SchemaRegistry> registry =
        pipeline.needsRegistry()
            ? Optional.of(SchemaRegistries.forWriting(pipeline.kafka()))
            : Optional.empty();
    return new TrainerParts(
        pipeline,
        registry,
        Outputs.register(pipeline, registry),
        new PipelineTopics(cluster, pipeline).bounds(),
        StreamsSettings.registryPatience(pipeline.kafka()),
        PipelineApplication.repartitioned(pipeline, partitions),
        new AtomicBoolean(),
        TopicsSeen.log(cluster, pipeline.input().topic()),
        pipeline
            .readsLabels()
            .map(labels -> TopicsSeen.log(cluster, labels.source().topic()))
            .orElseGet(InputLog::unknown),
        new PoisonRecords(pipeline.onError()),
        new RunTotals(pipeline.learner(), RunTotals.Display.NONE),
        Restores.unseen());
  }

  /**
   * Takes the next record that the trainer reads: of its input partition, or of the repartition
   * topic.
   *
   * @return where the record stands in the input
   */
  public Origin take(ConsumerRecord<byte[], byte[]> read) {
    Record<byte[], byte[]> record =
        parts.arrived(new Record<>(read.key(), read.value(), extract(clock, read), read.headers()));
    Origin origin =
        parts.repartitioned()
            ? Origin.take(record.headers())
            : parts.origin(read.topic(), read.partition(), read.offset());
    pass.take(record, origin);
    return origin;
  }

  /**
   * Returns by what records of several partitions that one trainer reads are put in one order: the
   * least first.
   */
  public static long order(Pipeline pipeline, ConsumerRecord<byte[], byte[]> read) {
    return extract(PipelineTopology.time(pipeline), read);
  }

  private static long extract(TimestampExtractor time, ConsumerRecord<byte[], byte[]> read) {
    @SuppressWarnings("unchecked") // whose types nobody looks at
    ConsumerRecord<Object, Object> any = (ConsumerRecord<Object, Object>) (Object) read;
    return time.extract(any, -1);
  }

  /** Returns the blocks that the trainer's changelog must hold by now, by key. */
  public Map<String, byte[]> blocks() {
    store.flushCache();
    return store.blocks();
  }

  /** Returns how many records wait for their labels. */
  public long waiting() {
    return pass.learner().labels().map(LabelReport::waiting).orElse(0L);
  }

  @Override
  public void close() {
    pass.close();
  }
}
