package io.gradstream.streams;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.core.state.StateMismatchException;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.Scale;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.SerdeAwayException;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pipeline at work on a cluster: from start, with everything checked, to clean close. */
public final class PipelineApplication implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PipelineApplication.class);

  /** Bounds the wait for the last commit at a clean close. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final KafkaStreams streams;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private final AtomicBoolean closing;

  private PipelineApplication(KafkaStreams streams, AtomicBoolean closing) {
    this.streams = streams;
    this.closing = closing;
  }

  /**
   * Checks broker, topics and registry, creates output topics that are missing, and starts.
   *
   * @throws ApplicationException if anything that is needed is not there
   */
  public static PipelineApplication start(Pipeline pipeline) {
    TrainerParts parts = prepare(pipeline);
    PipelineApplication application =
        new PipelineApplication(
            new KafkaStreams(PipelineTopology.build(parts), StreamsSettings.of(pipeline)),
            parts.closing());
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
    return Optional.ofNullable(failure.get());
  }

  /** Returns the state of the Kafka Streams application. */
  public KafkaStreams.State state() {
    return streams.state();
  }

  /**
   * Commits everything and stops. The group is left: another instance takes over, or this one
   * starts again, at once and not after {@code session.timeout.ms}.
   */
  @Override
  public void close() {
    closing.set(true);
    CloseOptions leaving =
        CloseOptions.timeout(CLOSE_TIMEOUT)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
    if (!streams.close(leaving)) {
      LOG.warn(
          "did not stop within {} s; uncommitted records will be read again",
          CLOSE_TIMEOUT.toSeconds());
    }
    ended.countDown();
  }

  private static TrainerParts prepare(Pipeline pipeline) {
    Optional<SchemaRegistry> registry = registry(pipeline, SchemaRegistries::forWriting);
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      StartChecks.tryClasses(pipeline);
      PipelineTopics topics = new PipelineTopics(cluster, pipeline);
      int partitions = topics.inputPartitions();
      new CommittedModel(cluster, pipeline).requireOffsets();
      if (pipeline.input().encoding() instanceof Encoding.Avro) {
        InputSchemas.check(pipeline, registry.orElseThrow());
        warnOfFields(pipeline, registry.orElseThrow());
      }
      List<String> created = topics.createMissing(pipeline.outputTopics());
      if (!created.isEmpty()) {
        LOG.info("created topics {}", String.join(", ", created));
      }
      sayWhatRepartitioningCosts(pipeline, partitions);
      return new TrainerParts(
          pipeline,
          // Its decoder waits by itself: bounded by the poll interval, and until the application
          // closes.
          registry(pipeline, SchemaRegistries::withoutRetries),
          Outputs.register(pipeline, registry),
          topics.bounds(),
          StreamsSettings.registryPatience(pipeline.kafka()),
          repartitioned(pipeline, partitions),
          new AtomicBoolean());
    } catch (SerializationException e) {
      throw new ApplicationException(
          e.getMessage()
              + "; let somebody who may register run 'gradstream schemas register PIPELINE'",
          e);
    } catch (ConfigException | SerdeAwayException e) {
      throw new ApplicationException(String.valueOf(e.getMessage()), e);
    } catch (SchemaRegistryException e) {
      throw new ApplicationException(e.getMessage() + "; check schema.registry.url", e);
    }
  }

  /** A pipeline without Avro has no registry, and none is asked. */
  private static Optional<SchemaRegistry> registry(
      Pipeline pipeline, Function<Map<String, String>, SchemaRegistry> from) {
    return pipeline.needsRegistry() ? Optional.of(from.apply(pipeline.kafka())) : Optional.empty();
  }

  /** What is wrong with the latest schema is said at once; each record decides for itself. */
  private static void warnOfFields(Pipeline pipeline, SchemaRegistry registry) {
    try {
      InputCheck.of(pipeline, registry).fieldProblems().forEach(LOG::warn);
    } catch (SchemaRegistryException e) {
      LOG.warn("the fields of the input's latest schema were not checked: {}", e.getMessage());
    }
  }

  /** Tells whether the records of so many partitions are brought together to one trainer. */
  static boolean repartitioned(Pipeline pipeline, int partitions) {
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
    streams.setUncaughtExceptionHandler(this::onFailure);
    streams.setStateListener(
        (now, before) -> {
          LOG.info("{} (was {})", now, before);
          if (now.hasCompletedShutdown()) {
            ended.countDown();
          }
        });
    streams.start();
  }

  /** What passes is tried again on a new thread; what would repeat ends the application. */
  private StreamThreadExceptionResponse onFailure(Throwable thrown) {
    Throwable cause = meaningful(thrown);
    if (isTransient(thrown)) {
      if (isForeseen(cause)) {
        LOG.warn("starting the trainer again after: {}", cause.getMessage());
      } else {
        LOG.warn("starting the trainer again after: {}", thrown.getMessage(), thrown);
      }
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    if (!isForeseen(cause)) { // one that is foreseen has a message, for whoever asks for failure()
      LOG.error("stopping, since this would happen again: {}", thrown.getMessage(), thrown);
    }
    failure.compareAndSet(null, cause);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static boolean isTransient(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException
          || cause instanceof TaskMigratedException
          || cause instanceof TaskCorruptedException
          || cause instanceof SchemaRegistryException away && away.isRetriable()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isForeseen(Throwable thrown) {
    return thrown instanceof StateMismatchException
        || thrown instanceof MissingSourceTopicException
        || thrown instanceof ConfigException
        || thrown instanceof SerdeAwayException
        || thrown instanceof SchemaRegistryException;
  }

  private static Throwable meaningful(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (isForeseen(cause)) {
        return cause;
      }
    }
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
