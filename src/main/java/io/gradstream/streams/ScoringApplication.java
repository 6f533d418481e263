package io.gradstream.streams;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.score.Scorer;
import io.gradstream.streams.output.OutputSchemas;
import io.gradstream.streams.output.Outputs;
import io.gradstream.streams.output.RegistrySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores the records of a topic with a pipeline's newest committed model, and learns nothing: in a
 * consumer group of its own, without state, in as many instances as the topic has partitions.
 *
 * <p>Every record gives one prediction or one dead letter. Which version of the model predicts a
 * record depends on when that is; the prediction says which it was.
 */
public final class ScoringApplication implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScoringApplication.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  /**
   * Milliseconds between commits, which is how late a reader of committed records sees a
   * prediction: there is no model to write, so that a commit costs little.
   */
  public static final int COMMIT_INTERVAL = (int) CommitPace.TICK.toMillis();

  private final KafkaStreams streams;
  private final ThreadFailures failures = new ThreadFailures(System::nanoTime);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean closing;

  /**
   * Which topics, and how.
   *
   * @param from whose records are scored; the pipeline's input if empty
   * @param to where predictions go; dead letters go to this name with {@code .dead-letters}
   * @param group the consumer group
   * @param exactlyOnce whether each record gives one prediction even after crashes
   */
  public record Topics(Optional<String> from, String to, String group, boolean exactlyOnce) {

    /** Returns the topic of the records that cannot be scored. */
    public String deadLetters() {
      return to + ".dead-letters";
    }
  }

  private ScoringApplication(Topology topology, Properties settings, AtomicBoolean closing) {
    streams = new KafkaStreams(topology, settings);
    this.closing = closing;
  }

  /**
   * Checks topics and registry, creates those to write to that are missing, and starts.
   *
   * @param scorer which follows the pipeline's model
   * @throws ApplicationException if anything that is needed is not there
   */
  public static ScoringApplication start(Pipeline trained, Scorer scorer, Topics topics) {
    Pipeline pipeline = scoring(trained, topics);
    if (pipeline.output().encoding() instanceof Encoding.ByClass) {
      throw new ApplicationException(
          "output.serializer names a class: score --to writes avro and json only; give the output a format, or score by HTTP");
    }
    requireOtherTopics(trained, pipeline.input().topic(), topics);
    AtomicBoolean closing = new AtomicBoolean();
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      PipelineTopics found = new PipelineTopics(cluster, pipeline);
      found.inputPartitions();
      List<String> created = found.createMissing(List.of(topics.to(), topics.deadLetters()));
      if (!created.isEmpty()) {
        LOG.info("created topics {}", String.join(", ", created));
      }
      Optional<SchemaRegistry> registry = registry(pipeline);
      TrainerParts parts =
          new TrainerParts(
              pipeline,
              registry,
              outputs(pipeline, topics, registry),
              found.boundsOf(topics.to(), topics.deadLetters()),
              StreamsSettings.registryPatience(pipeline.kafka()),
              false,
              closing);
      ScoringApplication application =
          new ScoringApplication(
              topology(parts, scorer, topics), settings(pipeline, found, topics), closing);
      application.begin(pipeline, topics);
      return application;
    } catch (SchemaRegistryException e) {
      throw new ApplicationException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns the metrics of Kafka Streams and its clients. */
  public Map<MetricName, ? extends Metric> metrics() {
    return streams.metrics();
  }

  /** Waits until it has ended by itself or by {@link #close}; returns why it failed. */
  public Optional<Throwable> awaitEnd() throws InterruptedException {
    ended.await();
    return failures.failure();
  }

  @Override
  public void close() {
    closing.set(true);
    failures.close();
    streams.close(CLOSE_TIMEOUT);
    ended.countDown();
  }

  /** What is written must not be read again, nor be what something else is kept in. */
  private static void requireOtherTopics(Pipeline trained, String from, Topics topics) {
    List<String> taken = new ArrayList<>(trained.outputTopics());
    taken.addAll(trained.inputTopics());
    taken.add(trained.modelTopic());
    taken.add(from);
    for (String written : List.of(topics.to(), topics.deadLetters())) {
      if (taken.contains(written)) {
        throw new ApplicationException(
            "predictions cannot go to topic '%s': pipeline %s reads or writes it, or it is the one that is scored; give --to another"
                .formatted(written, trained.name()));
      }
    }
    if (topics.group().equals(StreamsSettings.applicationId(trained))) {
      throw new ApplicationException(
          "group '%s' is the one that pipeline %s learns in; give --group another"
              .formatted(topics.group(), trained.name()));
    }
  }

  /** It reads no labels, and has offsets of its own. */
  private static Pipeline scoring(Pipeline trained, Topics topics) {
    return trained
        .withoutLabels()
        .withTopic(topics.from().orElse(trained.input().topic()))
        .withKafka(Map.of(StreamsConfig.APPLICATION_ID_CONFIG, topics.group()));
  }

  private static Optional<SchemaRegistry> registry(Pipeline pipeline) {
    return pipeline.needsRegistry()
        ? Optional.of(SchemaRegistries.forWriting(pipeline.kafka()))
        : Optional.empty();
  }

  private static Outputs outputs(
      Pipeline pipeline, Topics topics, Optional<SchemaRegistry> registry) {
    if (!(pipeline.output().encoding() instanceof Encoding.Avro)) {
      return new Outputs.Json();
    }
    String subject =
        RegistrySettings.strategy(pipeline).subject(topics.to(), false, OutputSchemas.PREDICTION);
    int id = registry.orElseThrow().register(subject, OutputSchemas.PREDICTION);
    return new Outputs.Avro(id, Outputs.Avro.NO_ID, Outputs.Avro.NO_ID);
  }

  private static Properties settings(Pipeline pipeline, PipelineTopics found, Topics topics) {
    Properties settings = StreamsSettings.of(pipeline, found.settingsOf(topics.to()));
    if (!pipeline.kafka().containsKey(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)) {
      settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL);
    }
    if (!topics.exactlyOnce()) {
      settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    }
    return settings;
  }

  private static Topology topology(TrainerParts parts, Scorer scorer, Topics topics) {
    Topology topology = new Topology();
    topology.addSource(
        StreamsSettings.offsetReset(parts.pipeline().kafka()),
        "input",
        new RecordTime(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        parts.pipeline().input().topic());
    topology.addProcessor(
        "scorer", () -> new ScoringProcessor(parts, scorer, topics.deadLetters()), "input");
    sink(topology, ScoringProcessor.PREDICTIONS, topics.to());
    sink(topology, ScoringProcessor.DEAD_LETTERS, topics.deadLetters());
    return topology;
  }

  private static void sink(Topology topology, String name, String topic) {
    topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), "scorer");
  }

  private void begin(Pipeline pipeline, Topics topics) {
    LOG.info(
        "topic {} is scored by the model of pipeline '{}': predictions go to {}, in group {}",
        pipeline.input().topic(),
        pipeline.name(),
        topics.to(),
        topics.group());
    streams.setUncaughtExceptionHandler(failures);
    streams.setStateListener(
        (now, before) -> {
          LOG.info("{} (was {})", now, before);
          if (now.hasCompletedShutdown()) {
            ended.countDown();
          }
        });
    streams.start();
  }
}
