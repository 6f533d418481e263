package io.gradstream.streams;

import io.gradstream.client.Cluster;
import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Decision;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.Outcome;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.row.BadRecordException;
import io.gradstream.streams.input.Arrivals;
import io.gradstream.streams.input.InputLog;
import io.gradstream.streams.input.StartOffsets;
import io.gradstream.streams.output.DeadLetters;
import io.gradstream.streams.output.ForwardedHeaders;
import io.gradstream.streams.output.Origin;
import io.gradstream.streams.output.OutputWriter;
import io.gradstream.streams.output.Outputs;
import io.gradstream.streams.output.ReportWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
  private final int partition;
  private final BiConsumer<Output, Record<byte[], byte[]>> sink;
  private final Learner learner;
  private final Arrivals arrivals;
  private final BlockStore store;
  private final Row row;
  private final RecordDecoder decoder;
  private final OutputWriter writer;
  private final ForwardedHeaders forwarded;
  private final DeadLetters deadLetters;
  private final RecordTime clock = new RecordTime();
  private final int maxPredictionBytes;

  /** Where something is written. */
  public enum Output {
    /** A prediction. */
    PREDICTION,
    /** The metrics of a window. */
    METRICS,
    /** A decision. */
    DECISION,
    /** A record that could not be used. */
    DEAD_LETTER
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
    this.partition = partition;
    this.sink = sink;
    learner = new Learner(parts.pipeline().learner());
    arrivals = new Arrivals(parts.log(), parts.pipeline().onDataLoss(), Map.of());
    store = new BlockStore(Stores.inMemoryKeyValueStore(PipelineTopology.STORE).get());
    store.attach(learner.state(), arrivals.state());
    row = new Row(parts.pipeline().learner().layout());
    decoder = parts.decoder(row.layout());
    writer = parts.outputs().writer();
    maxPredictionBytes = writer.maxPredictionBytes(parts.pipeline().learner().task());
    forwarded = new ForwardedHeaders(parts.pipeline().output().droppedHeaders());
    deadLetters = new DeadLetters(parts.pipeline().input().topic(), parts.bounds());
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
        InputLog.of(StartOffsets.topic(cluster, pipeline.input().topic()), partitions),
        new PoisonRecords(pipeline.onError()),
        new RunTotals(pipeline.learner(), RunTotals.Display.NONE));
  }

  /**
   * Takes the next record that the trainer reads: of its input partition, or of the repartition
   * topic.
   *
   * @return where the record stands in the input
   */
  public Origin take(ConsumerRecord<byte[], byte[]> read) {
    Record<byte[], byte[]> record =
        parts.arrived(new Record<>(read.key(), read.value(), time(read), read.headers()));
    Origin origin =
        parts.repartitioned()
            ? Origin.take(record.headers())
            : new Origin(read.partition(), read.offset());
    if (arrivals.take(origin)) {
      use(record, origin);
    }
    return origin;
  }

  private long time(ConsumerRecord<byte[], byte[]> read) {
    @SuppressWarnings("unchecked") // whose types nobody looks at
    ConsumerRecord<Object, Object> any = (ConsumerRecord<Object, Object>) (Object) read;
    return clock.extract(any, -1);
  }

  private void use(Record<byte[], byte[]> record, Origin origin) {
    try {
      decoder.decode(record.headers(), record.value(), row);
    } catch (BadRecordException e) {
      reject(record, origin, e.refusal());
      return;
    }
    Record<byte[], byte[]> given = forwarded.of(record);
    if (!parts.bounds().fits(given, maxPredictionBytes)) {
      reject(record, origin, parts.bounds().tooLarge(parts.pipeline().predictionsTopic()));
      return;
    }
    row.setOrigin(origin.partition(), origin.offset());
    Outcome outcome = learner.take(row, record.timestamp());
    if (outcome.refusal().isPresent()) {
      reject(record, origin, outcome.refusal().get());
    } else {
      write(given, origin, outcome);
    }
  }

  private void write(Record<byte[], byte[]> record, Origin origin, Outcome outcome) {
    long time = parts.bounds().clamp(record.timestamp());
    byte[] prediction = writer.prediction(record.headers(), outcome, record.timestamp(), origin);
    sink.accept(Output.PREDICTION, new Record<>(record.key(), prediction, time, record.headers()));
    outcome
        .report()
        .ifPresent(
            report -> {
              Record<byte[], byte[]> blank = blank(time);
              byte[] metrics =
                  writer.metrics(blank.headers(), ReportWriter.metrics(report, partition));
              sink.accept(Output.METRICS, blank.withValue(metrics));
            });
    for (Decision decision : outcome.decisions()) {
      Record<byte[], byte[]> blank = blank(time);
      byte[] decided = writer.decision(blank.headers(), ReportWriter.decision(decision, partition));
      sink.accept(Output.DECISION, blank.withValue(decided));
    }
  }

  @SuppressWarnings("NullAway") // the value is put later
  private Record<byte[], byte[]> blank(long time) {
    return new Record<>(Integer.toString(partition).getBytes(StandardCharsets.UTF_8), null, time);
  }

  private void reject(Record<byte[], byte[]> record, Origin origin, Refusal refusal) {
    sink.accept(Output.DEAD_LETTER, deadLetters.of(record, origin, refusal));
  }

  /** Returns the blocks that the trainer's changelog must hold by now, by key. */
  public Map<String, byte[]> blocks() {
    store.flushCache();
    return store.blocks();
  }

  @Override
  public void close() {
    decoder.close();
    writer.close();
  }
}
