package io.gradstream.watch;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.client.TopicReader;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.score.Scorer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Watches a pipeline by its topics and needs nothing of its trainer: it follows metrics and
 * decisions from their beginning, dead letters and predictions from near their end, all in bounded
 * memory. A topic that is not there yet is waited for; where brokers are away, what was read stays
 * and {@link Snapshot.Flow#problem} says so. Thread-safe.
 */
public final class Watch implements AutoCloseable {

  /** How many offsets of the topic of metrics are read at most: two for each commit. */
  static final long WINDOWS_BACK = 400_000;

  static final long DEAD_LETTERS_BACK = 100_000;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration RETRY = Duration.ofSeconds(3);
  private static final Duration LONGEST_SEARCH = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_LOOKS = 16;

  private final Pipeline pipeline;
  private final RecordFormats formats;
  private final Models models;
  private final Drawing drawing;
  private final Thread thread = new Thread(this::run, "watch");
  private final Map<Integer, ModelLook> looks = new ConcurrentHashMap<>(); // by partition

  private History history;
  private DeadLetterLog dead = new DeadLetterLog();
  private PredictionPeek.Seen seen = new PredictionPeek.Seen(List.of(), 0, List.of());
  private long judged;
  private boolean reading = true;
  private boolean allWindows = true;
  private boolean allDead = true;
  private @Nullable String problem;
  private long version;
  private volatile boolean closed;

  private Watch(Pipeline pipeline, RecordFormats formats, Models models, String source) {
    this.pipeline = pipeline;
    this.formats = formats;
    this.models = models;
    drawing = new Drawing(pipeline.name(), pipeline.learner(), source);
    history = new History(pipeline.learner());
    thread.setDaemon(true);
  }

  /** Begins to watch. */
  public static Watch start(Pipeline pipeline, RecordFormats formats, Models models) {
    Watch watch = new Watch(pipeline, formats, models, "live");
    watch.thread.start();
    return watch;
  }

  /**
   * Reads what is there by now, once; nothing of the model.
   *
   * @param from windows and decisions of records before that are left out, in milliseconds
   * @param partition of the trainer; the first there is if negative
   * @throws ApplicationException if no broker answers, or a topic cannot be read
   */
  public static Snapshot read(Pipeline pipeline, RecordFormats formats, long from, int partition) {
    Models none =
        Models.onDemand(
            () -> {
              throw new IllegalStateException("no model is read");
            });
    try (Watch watch = new Watch(pipeline, formats, none, "topics")) {
      watch.readOnce(from);
      int chosen = partition;
      if (partition < 0) {
        chosen = watch.history.partitions().stream().findFirst().orElse(0);
      }
      return watch.draw(chosen, null, null, List.of(), true);
    }
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
   * @param shown whether what records hold may be shown: keys, values, texts of dead letters
   */
  public synchronized Snapshot snapshot(int partition, boolean shown) {
    ModelLook look = look(partition);
    Snapshot.Flow flow =
        new Snapshot.Flow(
            seen.rates(),
            seen.predicted(),
            judged,
            reading,
            problem,
            shown ? seen.newest() : List.of(),
            shown);
    return draw(
        partition,
        flow,
        shown ? look.view() : look.viewWithoutValues(),
        RowFields.of(
            pipeline.scoredLayout(), pipeline.keyAlone(), shown ? look::known : field -> List.of()),
        shown);
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

  private Snapshot draw(
      int partition,
      Snapshot.@Nullable Flow flow,
      Snapshot.@Nullable Model model,
      List<Snapshot.Field> fields,
      boolean shown) {
    List<String> notes = new ArrayList<>();
    if (!allWindows) {
      notes.add(
          "Windows before the newest %,d offsets of %s are left out."
              .formatted(WINDOWS_BACK, pipeline.metricsTopic()));
    }
    return drawing.draw(
        history,
        partition,
        new Drawing.Rest(dead.view(allDead, shown), flow, model, fields, notes));
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
      try (Followers followers = new Followers(0)) {
        begin(followers);
        while (!closed) {
          followers.step();
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
      followers.show();
    }
    reading = true;
    version++;
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

  private synchronized void readOnce(long from) {
    try (Followers followers = new Followers(from)) {
      followers.show();
      followers.openAll();
      boolean end = false;
      long came = System.nanoTime();
      while (!end) {
        end = followers.all.stream().allMatch(TopicFollower::hasCaughtUp);
        for (TopicFollower each : followers.all) {
          came = each.poll(POLL) ? System.nanoTime() : came;
        }
        if (!end && System.nanoTime() - came > PATIENCE.toNanos()) {
          throw new ApplicationException(
              "nothing came of the pipeline's topics for %d s before their ends were reached: the brokers are away, or slow; try again"
                  .formatted(PATIENCE.toSeconds()));
        }
      }
      allWindows = followers.metrics.isWhole();
      allDead = followers.deadLetters.isWhole();
      for (TopicFollower each : followers.all) {
        if (each.problem().isPresent()) {
          throw new ApplicationException(each.problem().get());
        }
      }
    }
  }

  /** The readers of the topics, and what they fill; made anew after a failure. */
  private final class Followers implements AutoCloseable {

    private final Map<String, String> kafka = pipeline.kafka();
    private final LearnerRule rule = pipeline.learner();
    private final History history = new History(rule);
    private final DeadLetterLog dead = new DeadLetterLog();
    private final Deserializer<GenericRecord> windows = formats.metrics().get();
    private final Deserializer<GenericRecord> taken = formats.decisions().get();
    private final TopicFollower metrics;
    private final TopicFollower deadLetters;
    private final List<TopicFollower> all;
    private @Nullable PredictionPeek peek;
    private long nextSearch = System.nanoTime();
    private Duration searchPause = RETRY;

    Followers(long from) {
      metrics =
          new TopicFollower(
              pipeline.metricsTopic(),
              () -> near(pipeline.metricsTopic(), WINDOWS_BACK),
              record -> {
                GenericRecord window = windows.deserialize(record.topic(), record.value());
                if ((Long) window.get("last_time") >= from) {
                  history.addWindow(window);
                }
              });
      TopicFollower decisions =
          new TopicFollower(
              pipeline.decisionsTopic(),
              () -> near(pipeline.decisionsTopic(), DEAD_LETTERS_BACK),
              record -> {
                GenericRecord decision = taken.deserialize(record.topic(), record.value());
                if ((Long) decision.get("time") >= from) {
                  history.addDecision(decision);
                }
              });
      deadLetters =
          new TopicFollower(
              pipeline.deadLettersTopic(),
              () -> near(pipeline.deadLettersTopic(), DEAD_LETTERS_BACK),
              dead::add);
      all = List.of(metrics, decisions, deadLetters);
    }

    private TopicReader near(String topic, long offsets) {
      return TopicReader.nearEnd(kafka, List.of(topic), offsets);
    }

    /** Has what these read shown. */
    void show() {
      Watch.this.history = history;
      Watch.this.dead = dead;
    }

    /** Opens what is there. */
    void openAll() {
      try (Cluster cluster = Cluster.connect(kafka)) {
        Set<String> topics = cluster.topics();
        for (TopicFollower each : all) {
          if (!each.isOpen() && topics.contains(each.topic())) {
            each.open();
          }
        }
        if (peek == null && topics.contains(pipeline.predictionsTopic())) {
          peek =
              new PredictionPeek(near(pipeline.predictionsTopic(), 0), formats.predictions().get());
        }
      }
    }

    /** Topics that are not there yet are looked for, ever more seldom. */
    private void search() {
      boolean complete = peek != null && all.stream().allMatch(TopicFollower::isOpen);
      if (!complete && System.nanoTime() - nextSearch >= 0) {
        nextSearch = System.nanoTime() + searchPause.toNanos();
        Duration longer = searchPause.multipliedBy(2);
        searchPause = longer.compareTo(LONGEST_SEARCH) < 0 ? longer : LONGEST_SEARCH;
        openAll();
      }
    }

    void step() {
      boolean any = false;
      try {
        search();
        for (TopicFollower each : all) {
          synchronized (Watch.this) {
            boolean came = each.poll(Duration.ZERO);
            any |= came;
            judged = came && each == metrics && !reading ? System.currentTimeMillis() : judged;
          }
        }
        PredictionPeek.Seen now = peek == null ? null : peek.look();
        boolean looked = models.begun().map(each -> look(each)).orElse(false);
        update(any || looked, now);
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

    private void update(boolean any, PredictionPeek.@Nullable Seen now) {
      synchronized (Watch.this) {
        boolean was = reading;
        reading = !all.stream().allMatch(TopicFollower::hasCaughtUp);
        if (!reading) {
          show();
        }
        String before = problem;
        problem = all.stream().flatMap(each -> each.problem().stream()).findFirst().orElse(null);
        allWindows = metrics.isWhole();
        allDead = deadLetters.isWhole();
        seen = now == null ? seen : now;
        boolean changed = any || now != null || was != reading;
        version += changed || !java.util.Objects.equals(before, problem) ? 1 : 0;
      }
    }

    @Override
    public void close() {
      all.forEach(TopicFollower::close);
      if (peek != null) {
        peek.close();
      }
      windows.close();
      taken.close();
    }
  }
}
