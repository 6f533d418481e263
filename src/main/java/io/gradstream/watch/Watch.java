package io.gradstream.watch;

import io.gradstream.client.ApplicationException;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.score.Scorer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Watches a pipeline by its topics and needs nothing of its trainer: it follows metrics and
 * decisions from their beginning, dead letters and predictions from near their end, all in bounded
 * memory. A topic that is not there yet is waited for; where brokers are away, what was read stays
 * and {@link Snapshot.Flow#problem} says so. Thread-safe.
 */
public final class Watch implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration RETRY = Duration.ofSeconds(3);
  private static final int MOST_LOOKS = 16;

  private final Pipeline pipeline;
  private final RecordFormats formats;
  private final Models models;
  private final Drawing drawing;
  private final Thread thread = new Thread(this::run, "watch");
  private final Map<Integer, ModelLook> looks = new ConcurrentHashMap<>(); // by partition

  private History history;
  private DeadLetterLog dead = new DeadLetterLog();
  private boolean allDead = true;
  private List<String> notes = List.of();
  private PredictionPeek.Seen seen = new PredictionPeek.Seen(List.of(), 0, List.of());
  private long judged;
  private boolean reading = true;
  private @Nullable String problem;
  private long version;
  private volatile boolean closed;

  private Watch(Pipeline pipeline, RecordFormats formats, Models models) {
    this.pipeline = pipeline;
    this.formats = formats;
    this.models = models;
    drawing = new Drawing(pipeline.name(), pipeline.learner(), "live");
    history = new History(pipeline.learner());
    thread.setDaemon(true);
  }

  /** Begins to watch. */
  public static Watch start(Pipeline pipeline, RecordFormats formats, Models models) {
    Watch watch = new Watch(pipeline, formats, models);
    watch.thread.start();
    return watch;
  }

  /**
   * Reads what is there by now, once; nothing of the model.
   *
   * @param from windows and decisions of records before that are left out, in milliseconds
   * @param partition of the trainer; the first there is if negative
   * @throws ApplicationException if no broker answers, or nothing there can be read
   */
  public static Snapshot read(Pipeline pipeline, RecordFormats formats, long from, int partition) {
    return OneReading.of(pipeline, formats, from, partition);
  }

  /** Returns a number that is another when a snapshot has something new. */
  public synchronized long version() {
    return version;
  }

  /** Returns the pipeline. */
  public Pipeline pipeline() {
    return pipeline;
  }

  /** Returns who scores rows; see {@link Models#scorer}. */
  public Scorer scorer() {
    return models.scorer();
  }

  /**
   * Returns what there is.
   *
   * @param partition of the trainer that is looked at
   * @param open whether what records hold may be shown: keys, values, texts of dead letters
   */
  public synchronized Snapshot snapshot(int partition, boolean open) {
    ModelLook look = look(partition);
    Snapshot.Flow flow =
        new Snapshot.Flow(
            seen.rates(),
            seen.predicted(),
            judged,
            reading,
            problem,
            open ? seen.newest() : List.of(),
            open);
    return drawing.draw(
        history,
        partition,
        new Drawing.Rest(
            dead.view(allDead, open),
            flow,
            open ? look.view() : look.viewWithoutValues(),
            RowFields.of(
                pipeline.scoredLayout(),
                pipeline.keyAlone(),
                open ? look::known : field -> List.of()),
            notes));
  }

  /** Returns where the model of a partition is looked at, which there may not be. */
  private ModelLook look(int partition) {
    boolean known = partition == 0 || history.partitions().contains(partition);
    ModelLook look = looks.get(partition);
    if (look == null && known && looks.size() < MOST_LOOKS) {
      look = new ModelLook();
      looks.put(partition, look);
    }
    return look == null ? new ModelLook() : look;
  }

  /**
   * Returns the values of the newest record of the input that can be read; empty if there is none.
   */
  public Optional<Map<String, Object>> newestRow() {
    return NewestRow.of(pipeline);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    models.close();
  }

  private void run() {
    while (!closed) {
      try (Followers followers =
          new Followers(pipeline, Followers.impatient(pipeline.kafka()), formats, 0)) {
        begin(followers);
        while (!closed) {
          step(followers);
        }
      } catch (KafkaException | ApplicationException e) {
        fail(e);
      } catch (RuntimeException e) {
        fail(e); // a registry that is away, among others
      }
    }
  }

  /** What was read stays until as much has been read again. */
  private synchronized void begin(Followers followers) {
    if (version == 0) {
      show(followers);
    }
    reading = true;
    version++;
  }

  private void show(Followers followers) {
    history = followers.history();
    dead = followers.dead();
  }

  private void fail(RuntimeException e) {
    synchronized (this) {
      problem = String.valueOf(e.getMessage());
      version++;
    }
    long until = System.nanoTime() + RETRY.toNanos();
    while (!closed && System.nanoTime() < until) {
      pause();
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      closed = true;
      Thread.currentThread().interrupt();
    }
  }

  private void step(Followers followers) {
    boolean any = false;
    try {
      followers.search();
      for (TopicFollower each : followers.all()) {
        synchronized (this) {
          boolean came = each.poll(Duration.ZERO);
          any |= came;
          boolean now = came && each == followers.metrics() && !reading;
          judged = now ? System.currentTimeMillis() : judged;
        }
      }
      PredictionPeek.Seen now = followers.peek();
      boolean looked = models.begun().map(this::look).orElse(false);
      update(followers, any || looked, now);
    } catch (TimeoutException | ApplicationException e) {
      fail(new ApplicationException("the brokers do not answer; what is shown is of before", e));
    }
    if (!any) {
      pause();
    }
  }

  private boolean look(Scorer scorer) {
    boolean any = false;
    for (Map.Entry<Integer, ModelLook> each : looks.entrySet()) {
      any |= each.getValue().look(scorer, each.getKey());
    }
    return any;
  }

  private synchronized void update(
      Followers followers, boolean any, PredictionPeek.@Nullable Seen now) {
    boolean was = reading;
    reading = !followers.haveCaughtUp();
    if (!reading) {
      show(followers);
    }
    String before = problem;
    problem = followers.problem().orElse(null);
    allDead = followers.areDeadLettersWhole();
    notes = followers.notes();
    seen = now == null ? seen : now;
    boolean changed = any || now != null || was != reading;
    version += changed || !Objects.equals(before, problem) ? 1 : 0;
  }
}
