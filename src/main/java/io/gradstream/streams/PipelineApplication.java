package io.gradstream.streams;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.core.text.ProgramVersion;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.Scale;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.SerdeAwayException;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.streams.input.InputMetrics;
import io.gradstream.streams.input.InputWatch;
import io.gradstream.streams.input.OutOfRange;
import io.gradstream.streams.input.StartOffsets;
import io.gradstream.streams.output.Outputs;
import io.gradstream.streams.restore.RestoreProgress;
import io.gradstream.streams.restore.Restores;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pipeline at work on a cluster: from start, with everything checked, to clean close. */
public final class PipelineApplication implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PipelineApplication.class);

  /** Bounds the wait for the last commit at a clean close. */
  public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final KafkaStreams streams;
  private final GroupMembershipOperation membership;
  private final AtomicBoolean closing;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ThreadFailures failures = new ThreadFailures(System::nanoTime);
  private final InputWatch watch;
  private final Restores restores;
  private final RunTotals totals;
  private final AtomicBoolean summed = new AtomicBoolean();
  private final AtomicBoolean overdue = new AtomicBoolean();
  private final String input;
  private final String changelog;

  /** What has been found to be there, and how the brokers take it. */
  private record Prepared(TrainerParts parts, Set<String> topicSettings) {}

  private PipelineApplication(Prepared prepared) {
    TrainerParts parts = prepared.parts();
    restores = parts.restores();
    Pipeline pipeline = parts.pipeline();
    OutOfRange outOfRange = new OutOfRange(parts.logs(), pipeline.onDataLoss());
    streams =
        new KafkaStreams(
            PipelineTopology.build(parts),
            StreamsSettings.of(pipeline, prepared.topicSettings()),
            new TrainerClients(outOfRange));
    membership = StreamsSettings.membershipAfterClose(pipeline.kafka());
    closing = parts.closing();
    totals = parts.totals();
    Set<String> read = new HashSet<>(pipeline.inputTopics());
    read.add(PipelineTopology.repartitionTopic(StreamsSettings.applicationId(pipeline)));
    totals.lagBy(new InputLag(streams::metrics, Set.copyOf(read)));
    input = pipeline.input().topic();
    changelog = pipeline.modelTopic();
    watch = watch(parts);
    totals.stalledBy(watch::stalledSeconds);
  }

  /**
   * Checks broker, topics and registry, creates output topics that are missing, and starts.
   *
   * @throws ApplicationException if anything that is needed is not there
   */
  public static PipelineApplication start(Pipeline pipeline) {
    return start(pipeline, RestoreProgress.Display.NONE, RunTotals.Display.LOGGED);
  }

  /**
   * Starts as {@link #start(Pipeline)} does, and shows how far the stored model is restored.
   *
   * @param windows shows the newest window
   * @throws ApplicationException if anything that is needed is not there
   */
  public static PipelineApplication start(
      Pipeline pipeline, RestoreProgress.Display display, RunTotals.Display windows) {
    LOG.info(
        "gradstream {} runs pipeline '{}': it reads topic {} and writes {}",
        ProgramVersion.text(),
        pipeline.name(),
        String.join(" and ", pipeline.inputTopics()),
        String.join(", ", pipeline.outputTopics()));
    RunTotals totals = new RunTotals(pipeline.learner(), windows);
    Restores restores = new Restores(System::nanoTime, display);
    PipelineApplication application = new PipelineApplication(prepare(pipeline, totals, restores));
    application.begin();
    return application;
  }

  /**
   * Waits until the application has ended by itself or by {@link #close}; returns why it failed.
   */
  public Optional<Throwable> awaitEnd() throws InterruptedException {
    ended.await();
    return failure();
  }

  /** Returns why the application failed, if it did. */
  public Optional<Throwable> failure() {
    return failures.failure().map(this::named);
  }

  /** Kafka Streams does not say which topic is gone. */
  private Throwable named(Throwable failure) {
    return failure instanceof MissingSourceTopicException
        ? new ApplicationException(
            "the input topic '%s' was deleted at work; the model is kept in topic %s"
                .formatted(input, changelog),
            failure)
        : failure;
  }

  /** Returns a sentence on what keeps records from moving, if they stand still. */
  public Optional<String> stall() {
    return watch.stall();
  }

  /** Returns how far the stored model is restored. */
  public RestoreProgress restored() {
    return restores.progress();
  }

  /** Returns the metrics of Kafka Streams and its clients, the trainers' own among them. */
  public Map<MetricName, ? extends Metric> metrics() {
    return streams.metrics();
  }

  /** Returns how the input fares, and the restore before it. */
  public InputMetrics input() {
    return watch.metrics();
  }

  /** Returns the state of the Kafka Streams application. */
  public KafkaStreams.State state() {
    return streams.state();
  }

  /**
   * Commits everything and stops. The group is left: another instance takes over, or this one
   * starts again, at once and not after {@code session.timeout.ms}. One with a {@code
   * group.instance.id} stays a member, as Kafka has it: it is expected back, and its partitions
   * wait for it so long. What has not stopped in time is not waited for a second time.
   */
  @Override
  public void close() {
    closing.set(true);
    failures.close();
    watch.close();
    CloseOptions options =
        CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(membership);
    if (!overdue.get() && !streams.close(options) && !overdue.getAndSet(true)) {
      LOG.warn(
          "did not stop within {} s; uncommitted records will be read again",
          CLOSE_TIMEOUT.toSeconds());
    }
    if (!summed.getAndSet(true)) {
      LOG.info("{}: {}", overdue.get() ? "ends before it has stopped" : "stopped", totals.end());
    }
    ended.countDown();
  }

  private static Prepared prepare(Pipeline pipeline, RunTotals totals, Restores restores) {
    Optional<SchemaRegistry> registry = registry(pipeline, SchemaRegistries::forWriting);
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      Brokers.check(cluster, pipeline.kafka());
      StartChecks.tryClasses(pipeline);
      PipelineTopics topics = new PipelineTopics(cluster, pipeline);
      int ofInput = topics.inputPartitions();
      int partitions = Math.max(ofInput, topics.labelPartitions(ofInput).orElse(ofInput));
      topics.requireCompactedModel();
      StartOffsets.Logs logs = startOffsets(cluster, pipeline).check();
      // Its decoder waits by itself: bounded by the poll interval, and until the close.
      Optional<SchemaRegistry> ofRecords =
          registry(
              pipeline,
              kafka -> SchemaRegistries.ofRecords(kafka, StreamsSettings.registryPatience(kafka)));
      if (registry.isPresent()) {
        checkSchemas(pipeline, registry.get());
        warnOfFields(pipeline, ofRecords.orElseThrow()); // so it knows ids before the first record
      }
      List<String> created = topics.createMissing(pipeline.outputTopics());
      if (!created.isEmpty()) {
        LOG.info("created topics {}", String.join(", ", created));
      }
      sayWhatRepartitioningCosts(pipeline, partitions);
      TrainerParts parts =
          new TrainerParts(
              pipeline,
              ofRecords,
              Outputs.register(pipeline, registry),
              topics.bounds(),
              StreamsSettings.registryPatience(pipeline.kafka()),
              repartitioned(pipeline, partitions),
              new AtomicBoolean(),
              logs.input(),
              logs.labels(),
              new PoisonRecords(pipeline.onError()),
              totals,
              restores);
      return new Prepared(parts, topics.settings());
    } catch (SerializationException
        | ConfigException
        | SerdeAwayException
        | SchemaRegistryException e) {
      throw StartFailures.advise(e);
    }
  }

  private static StartOffsets startOffsets(Cluster cluster, Pipeline pipeline) {
    return new StartOffsets(
        cluster,
        pipeline,
        StreamsSettings.applicationId(pipeline),
        pipeline.modelTopic(),
        PipelineTopology.repartitionTopic(StreamsSettings.applicationId(pipeline)));
  }

  /** A pipeline without Avro has no registry, and none is asked. */
  private static Optional<SchemaRegistry> registry(
      Pipeline pipeline, Function<Map<String, String>, SchemaRegistry> from) {
    return pipeline.needsRegistry() ? Optional.of(from.apply(pipeline.kafka())) : Optional.empty();
  }

  private static void checkSchemas(Pipeline pipeline, SchemaRegistry registry) {
    Stream.concat(
            Stream.of(RecordSource.ofInput(pipeline)), RecordSource.ofLabels(pipeline).stream())
        .filter(source -> source.input().encoding() instanceof Encoding.Avro)
        .forEach(source -> InputSchemas.check(source, pipeline, registry));
  }

  /** What is wrong with the latest schema is said at once; each record decides for itself. */
  private static void warnOfFields(Pipeline pipeline, SchemaRegistry registry) {
    try {
      if (pipeline.input().encoding() instanceof Encoding.Avro) {
        InputCheck.of(pipeline, registry).fieldProblems().forEach(LOG::warn);
      }
      InputCheck.ofLabels(pipeline, registry).stream()
          .flatMap(check -> check.fieldProblems().stream())
          .forEach(problem -> LOG.warn("labels: {}", problem));
    } catch (SchemaRegistryException e) {
      LOG.warn("the fields of the input's latest schema were not checked: {}", e.getMessage());
    }
  }

  /** Tells whether the records of so many partitions are brought together to one trainer. */
  public static boolean repartitioned(Pipeline pipeline, int partitions) {
    return pipeline.scale() == Scale.SINGLE && partitions > 1;
  }

  private static void sayWhatRepartitioningCosts(Pipeline pipeline, int partitions) {
    if (repartitioned(pipeline, partitions)) {
      LOG.info(
          "'{}' has {} partitions and scale is single: every record is written to and read from a"
              + " repartition topic once more, so that one model learns from all of them;"
              + " 'scale: partition' learns one model per partition without that cost",
          pipeline.input().topic(),
          partitions);
    }
  }

  private void begin() {
    streams.setUncaughtExceptionHandler(failures);
    streams.setGlobalStateRestoreListener(restores);
    streams.setStateListener(
        (now, before) -> {
          LOG.info("{} (was {})", now, before);
          if (now == KafkaStreams.State.RUNNING) {
            restores.over();
          }
          if (now.hasCompletedShutdown()) {
            watch.close();
            ended.countDown();
          }
        });
    streams.start();
    watch.begin();
  }

  private InputWatch watch(TrainerParts parts) {
    Pipeline pipeline = parts.pipeline();
    String group = StreamsSettings.applicationId(pipeline);
    return InputWatch.connect(
        pipeline,
        group,
        parts.log(),
        parts.logs(),
        parts.repartitioned()
            ? List.of(new TopicPartition(PipelineTopology.repartitionTopic(group), 0))
            : List.of(),
        StreamsSettings.beginsAtStart(pipeline.kafka()),
        StreamsSettings.longestCommitInterval(pipeline.kafka()),
        new InputWatch.Activity(() -> state().name(), restores),
        this::end);
  }

  /** Not on the thread that found it, which the close waits for. */
  private void end(ApplicationException cause) {
    failures.end(cause);
    new Thread(this::close, "end").start();
  }
}
