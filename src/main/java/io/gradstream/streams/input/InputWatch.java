package io.gradstream.streams.input;

import io.gradstream.client.ApplicationException;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.restore.Restores;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the input every two seconds beside the stream threads: says in the log, in metrics and
 * to whoever asks when records stand still, and ends the application when the topic is another one
 * or has other partitions, since a trainer that runs cannot go on with it.
 */
public final class InputWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InputWatch.class);

  private static final long PERIOD_SECONDS = 2;

  /** With a period and a timeout it is within 15 s that a stall is said. */
  static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final long REPEATED_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Pipeline pipeline;
  private final InputLog log;
  private final Activity activity;
  private final Consumer<ApplicationException> end;
  private final InputLook input;
  private final Stalls stalls;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(InputWatch::daemon);
  private volatile Optional<String> stall = Optional.empty();
  private volatile long waiting;
  private volatile long since;
  private long said;
  private final InputMetrics metrics = new Metrics();

  /**
   * What the application does.
   *
   * @param state a word for it
   * @param restores how far the models are restored
   */
  public record Activity(Supplier<String> state, Restores restores) {}

  /**
   * Makes a watch that has not begun.
   *
   * @param commitInterval within which progress shows
   * @param activity what the application does
   * @param end how to end the application
   */
  InputWatch(
      Pipeline pipeline,
      InputLog log,
      InputLook input,
      Duration commitInterval,
      Activity activity,
      Consumer<ApplicationException> end) {
    this.pipeline = pipeline;
    this.log = log;
    this.input = input;
    this.activity = activity;
    this.end = end;
    Duration commits = commitInterval.multipliedBy(3);
    Set<String> together =
        pipeline.readsLabels().isPresent() ? Set.copyOf(pipeline.inputTopics()) : Set.of();
    stalls = new Stalls(commits.compareTo(PATIENCE) > 0 ? commits : PATIENCE, input, together);
  }

  /**
   * Connects a watch.
   *
   * @param group the pipeline's
   * @param log of the input
   * @param logs of every topic that is read, by its name
   * @param internal partitions of Kafka Streams' own that records go through besides
   * @param fromStart whether a partition without an offset is read from its beginning
   * @param commitInterval within which progress shows
   * @param activity what the application does
   * @param end how to end the application
   */
  public static InputWatch connect(
      Pipeline pipeline,
      String group,
      InputLog log,
      Map<String, InputLog> logs,
      List<TopicPartition> internal,
      boolean fromStart,
      Duration commitInterval,
      Activity activity,
      Consumer<ApplicationException> end) {
    InputLook input = new InputLook(pipeline, group, logs, internal, fromStart);
    return new InputWatch(pipeline, log, input, commitInterval, activity, end);
  }

  /** Begins to look. */
  public void begin() {
    register();
    stalls.begin(System.nanoTime());
    timer.scheduleWithFixedDelay(this::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  /** Returns a sentence on what stands still, if anything does. */
  public Optional<String> stall() {
    return stall;
  }

  /** Returns for how many seconds records have stood still, 0 while they move. */
  public long stalledSeconds() {
    return stall.isPresent() ? TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since) : 0;
  }

  /** Returns what JMX shows of it. */
  public InputMetrics metrics() {
    return metrics;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    input.close();
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(name());
    } catch (JMException e) {
      LOG.debug("no metrics to take away", e);
    }
  }

  private void look() {
    try {
      Optional<String> restore = restoreThatStandsStill();
      restore.ifPresent(sentence -> tell(restore)); // whatever is known of the input
      Map<TopicPartition, Position> positions = input.positions();
      waiting = positions.values().stream().mapToLong(at -> at.end() - at.committed()).sum();
      Optional<String> found = stalls.look(positions, activity.state().get(), System.nanoTime());
      tell(restore.or(() -> found));
    } catch (ExecutionException e) {
      failed(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** Of the model's topic, without which no record is taken. */
  private Optional<String> restoreThatStandsStill() {
    return activity
        .restores()
        .stuck(PATIENCE.toNanos())
        .map(
            stuck ->
                ("the model is not restored: partition %d of its topic '%s' has been read up to"
                        + " offset %d of %d, and nothing more for %d s. If a transaction is open there: %s")
                    .formatted(
                        stuck.partition().partition(),
                        stuck.partition().topic(),
                        stuck.next(),
                        stuck.end(),
                        TimeUnit.NANOSECONDS.toSeconds(stuck.nanos()),
                        input.holder(stuck.partition())));
  }

  private void failed(Throwable cause) {
    if (timer.isShutdown()) {
      return;
    }
    if (cause instanceof ApplicationException found) {
      timer.shutdown();
      end.accept(found);
    } else if (cause instanceof AuthorizationException) {
      timer.shutdown();
      LOG.warn("the input is not watched for stalls, for want of rights: {}", cause.getMessage());
    } else {
      tell(
          stalls.failed(
              pipeline.kafka().getOrDefault("bootstrap.servers", ""),
              String.valueOf(cause.getMessage()),
              LocalTime.now(),
              System.nanoTime()));
    }
  }

  private void tell(Optional<String> found) {
    long now = System.nanoTime();
    if (found.isPresent() && (stall.isEmpty() || now - said >= REPEATED_NANOS)) {
      since = stall.isEmpty() ? now - PATIENCE.toNanos() : since;
      said = now;
      LOG.warn("records stand still: {}", found.get());
    } else if (found.isEmpty() && stall.isPresent()) {
      LOG.info("records move again, after {} s", stalledSeconds());
    }
    stall = found;
  }

  private void register() {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .registerMBean(new StandardMBean(metrics, InputMetrics.class), name());
    } catch (JMException e) {
      LOG.debug("no metrics of the input", e); // another application of this process has them
    }
  }

  private ObjectName name() throws JMException {
    return new ObjectName("io.gradstream:type=input,pipeline=" + ObjectName.quote(pipeline.name()));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "input-watch");
    thread.setDaemon(true);
    return thread;
  }

  private final class Metrics implements InputMetrics {

    @Override
    public long getStalledSeconds() {
      return stalledSeconds();
    }

    @Override
    public String getStallReason() {
      return stall.orElse("");
    }

    @Override
    public long getWaitingOffsets() {
      return waiting;
    }

    @Override
    public long getRestoredBlocks() {
      return activity.restores().progress().restored();
    }

    @Override
    public long getBlocksToRestore() {
      return activity.restores().progress().total();
    }

    @Override
    public double getRestoreSeconds() {
      return activity.restores().seconds();
    }

    @Override
    public long getLostRecords() {
      return log.lost();
    }

    @Override
    public long getRepeatedRecords() {
      return log.repeated();
    }
  }
}
