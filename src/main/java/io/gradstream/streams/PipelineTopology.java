package io.gradstream.streams;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.sensors.RestoreSensors;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The topology of a pipeline.
 *
 * <pre>
 *   input ──┬─ trainer ─┬─ predictions
 *   labels ─┘           ├─ outcomes
 *                       ├─ metrics
 *                       ├─ decisions
 *                       └─ dead-letters
 * </pre>
 *
 * <p>Labels have a topic of their own, and predictions outcomes, only where the pipeline says so.
 *
 * <p>With {@code scale: single} and an input of several partitions, the records first go through a
 * repartition topic of one partition, each with its origin in a header.
 */
public final class PipelineTopology {

  /** Name of the state store, and of the changelog topic's middle part. */
  public static final String STORE = Pipeline.MODEL_STORE;

  static final String PREDICTIONS = "predictions";
  static final String METRICS = "metrics";
  static final String DECISIONS = "decisions";
  static final String DEAD_LETTERS = "dead-letters";
  static final String OUTCOMES = "outcomes";

  private static final String TRAINER = "trainer";
  private static final String OVERSIZE = "oversize";
  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private PipelineTopology() {}

  /** Builds the topology. */
  public static Topology build(TrainerParts parts) {
    StreamsBuilder builder = new StreamsBuilder();
    Pipeline pipeline = parts.pipeline();
    KStream<byte[], byte[]> input =
        builder.stream(
            pipeline.inputTopics(),
            Consumed.with(BYTES, BYTES)
                .withTimestampExtractor(time(pipeline))
                .withOffsetResetPolicy(StreamsSettings.offsetReset(pipeline.kafka()))
                .withName("input"));
    CommittedBeside beside = new CommittedBeside();
    repartitioned(input, parts, beside).process(trainer(parts, beside), Named.as(TRAINER));
    Topology topology = builder.build();
    sink(topology, PREDICTIONS, pipeline.predictionsTopic(), TRAINER);
    sink(topology, METRICS, pipeline.metricsTopic(), TRAINER);
    sink(topology, DECISIONS, pipeline.decisionsTopic(), TRAINER);
    sink(topology, DEAD_LETTERS, pipeline.deadLettersTopic(), TRAINER);
    if (pipeline.labels().isPresent()) {
      sink(topology, OUTCOMES, pipeline.outcomesTopic(), TRAINER);
    }
    if (parts.repartitioned()) {
      sink(topology, OVERSIZE + "-" + DEAD_LETTERS, pipeline.deadLettersTopic(), OVERSIZE);
    }
    return topology;
  }

  /** Returns the topic by which several partitions are brought together. */
  public static String repartitionTopic(String applicationId) {
    return applicationId + "-" + TRAINER + "-repartition";
  }

  private static KStream<byte[], byte[]> repartitioned(
      KStream<byte[], byte[]> input, TrainerParts parts, CommittedBeside beside) {
    if (!parts.repartitioned()) {
      return input;
    }
    input.process(() -> new OversizeProcessor(parts), Named.as(OVERSIZE));
    return input
        .process(() -> new OriginProcessor(parts, beside), Named.as("origin"))
        .repartition(Repartitioned.with(BYTES, BYTES).withName(TRAINER).withNumberOfPartitions(1));
  }

  /** Returns what tells the time by which records are put in one order. */
  static TimestampExtractor time(Pipeline pipeline) {
    return pipeline
        .readsLabels()
        .<TimestampExtractor>map(labels -> new MergedTime(labels.source().topic()))
        .orElseGet(RecordTime::new);
  }

  /** Returns the sink of an output. */
  static String sink(Replay.Output output) {
    return switch (output) {
      case PREDICTION -> PREDICTIONS;
      case METRICS -> METRICS;
      case DECISION -> DECISIONS;
      case DEAD_LETTER -> DEAD_LETTERS;
      case OUTCOME -> OUTCOMES;
    };
  }

  private static void sink(Topology topology, String name, String topic, String parent) {
    topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), parent);
  }

  /** Shows how far a store is restored, from now until what is returned is called. */
  private static Runnable restored(TrainerParts parts, StateStoreContext context) {
    int partition = context.taskId().partition();
    parts.restores().opened(partition);
    return new RestoreSensors(
            context, parts.pipeline().name(), () -> parts.restores().progress(partition))
        ::close;
  }

  private static ProcessorSupplier<byte[], byte[], byte[], byte[]> trainer(
      TrainerParts parts, CommittedBeside beside) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<byte[], byte[], byte[], byte[]> get() {
        return new TrainerProcessor(parts, beside);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(new BlockStoreBuilder(STORE, context -> restored(parts, context)));
      }
    };
  }
}
