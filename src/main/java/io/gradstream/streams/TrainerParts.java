package io.gradstream.streams;

import io.gradstream.core.data.RowLayout;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.streams.input.InputLog;
import io.gradstream.streams.output.Origin;
import io.gradstream.streams.output.OutputBounds;
import io.gradstream.streams.output.Outputs;
import io.gradstream.streams.restore.Restores;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * What the processors of a pipeline share: all of it immutable or safe to share between threads.
 *
 * @param pipeline what the pipeline file says
 * @param registry where the writers' schemas are; none where neither input nor output is Avro
 * @param outputs how the output topics are written
 * @param bounds what the output topics accept
 * @param registryPatience how long a record waits for a registry that is away
 * @param repartitioned whether several input partitions are brought together to one trainer
 * @param closing set when the application is being closed
 * @param log what is known of the input's log
 * @param labelLog what is known of the log of labels, where they have a topic of their own
 * @param poison the records at which the learner has failed
 * @param totals what was done since the start
 * @param restores how far the models are restored
 */
public record TrainerParts(
    Pipeline pipeline,
    Optional<SchemaRegistry> registry,
    Outputs outputs,
    OutputBounds bounds,
    Duration registryPatience,
    boolean repartitioned,
    AtomicBoolean closing,
    InputLog log,
    InputLog labelLog,
    PoisonRecords poison,
    RunTotals totals,
    Restores restores) {

  /** Parts of a trainer whose input is not watched, and who tells nothing of windows. */
  public TrainerParts(
      Pipeline pipeline,
      Optional<SchemaRegistry> registry,
      Outputs outputs,
      OutputBounds bounds,
      Duration registryPatience,
      boolean repartitioned,
      AtomicBoolean closing) {
    this(
        pipeline,
        registry,
        outputs,
        bounds,
        registryPatience,
        repartitioned,
        closing,
        InputLog.unknown(),
        InputLog.unknown(),
        new PoisonRecords(pipeline.onError()),
        new RunTotals(pipeline.learner(), RunTotals.Display.NONE),
        Restores.unseen());
  }

  /** Returns what is known of the logs that are read, by their topics. */
  Map<String, InputLog> logs() {
    Map<String, InputLog> logs = new HashMap<>(Map.of(pipeline.input().topic(), log));
    pipeline.readsLabels().ifPresent(labels -> logs.put(labels.source().topic(), labelLog));
    return logs;
  }

  RecordDecoder decoder(RowLayout layout) {
    return new RecordDecoder(
        InputDecoders.of(pipeline, layout, registry), registryPatience, closing::get);
  }

  RecordDecoder labelDecoder(RowLayout layout) {
    return new RecordDecoder(
        InputDecoders.ofLabels(pipeline, layout, registry), registryPatience, closing::get);
  }

  /** Returns a record that comes to the trainer as it came to the input topic. */
  Record<byte[], byte[]> arrived(Record<byte[], byte[]> record) {
    return repartitioned ? NoKey.restore(record) : timed(record);
  }

  /** Returns a record of the input, or of labels, with its own time. */
  Record<byte[], byte[]> timed(Record<byte[], byte[]> record) {
    return pipeline.readsLabels().isPresent()
        ? record.withTimestamp(MergedTime.own(record.timestamp()))
        : record;
  }

  Origin origin(Record<byte[], byte[]> record, ProcessorContext<byte[], byte[]> context) {
    return repartitioned
        ? Origin.take(record.headers())
        : origin(context.recordMetadata().orElseThrow());
  }

  /** Returns the origin of a record that was read from the input topic, or from that of labels. */
  Origin origin(RecordMetadata metadata) {
    return origin(metadata.topic(), metadata.partition(), metadata.offset());
  }

  Origin origin(String topic, int partition, long offset) {
    boolean ofLabels =
        pipeline.labels().isPresent() // else nothing more is asked of a record
            && pipeline.readsLabels().stream()
                .anyMatch(labels -> labels.source().topic().equals(topic));
    return new Origin(ofLabels, partition, offset);
  }

  /** Returns the topic of a record. */
  String topic(Origin origin) {
    return origin.isOfLabels()
        ? pipeline.readsLabels().orElseThrow().source().topic()
        : pipeline.input().topic();
  }
}
