package io.gradstream.watch;

import io.gradstream.client.Cluster;
import io.gradstream.client.TopicReader;
import io.gradstream.pipeline.Pipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * The readers of a pipeline's topics, and what they fill: windows, decisions and dead letters, and
 * a look at the newest predictions. Of one thread; made anew after a failure.
 */
final class Followers implements AutoCloseable {

  /** How many offsets of the topic of metrics are read at most: two for each commit. */
  static final long WINDOWS_BACK = 400_000;

  private static final long DEAD_LETTERS_BACK = 100_000;
  private static final Duration RETRY = Duration.ofSeconds(3);
  private static final Duration LONGEST_SEARCH = Duration.ofSeconds(15);

  /** Until the readers give a page up that waits for them, where no setting says otherwise. */
  private static final int PATIENCE_MILLIS = 4_000;

  private final Pipeline pipeline;
  private final Map<String, String> kafka;
  private final RecordFormats formats;
  private final History history;
  private final DeadLetterLog dead = new DeadLetterLog();
  private final Deserializer<GenericRecord> windows;
  private final Deserializer<GenericRecord> taken;
  private final TopicFollower metrics;
  private final TopicFollower deadLetters;
  private final List<TopicFollower> all;
  private @Nullable PredictionPeek peek;
  private boolean looked;
  private long nextSearch = System.nanoTime();
  private Duration searchPause = RETRY;

  /**
   * Makes readers that have opened nothing yet.
   *
   * @param kafka settings of the readers
   * @param from windows and decisions of records before that are left out, in milliseconds
   */
  Followers(Pipeline pipeline, Map<String, String> kafka, RecordFormats formats, long from) {
    this.pipeline = pipeline;
    this.kafka = kafka;
    this.formats = formats;
    history = new History(pipeline.learner());
    windows = formats.metrics().get();
    taken = formats.decisions().get();
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

  /**
   * Returns settings of readers that wait for brokers no longer than a page may: they are asked for
   * the ends of topics while it is held up, and Kafka's own patience is a minute.
   */
  static Map<String, String> impatient(Map<String, String> kafka) {
    Map<String, String> settings = new HashMap<>(kafka);
    settings.putIfAbsent(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(PATIENCE_MILLIS));
    return settings;
  }

  private TopicReader near(String topic, long offsets) {
    return TopicReader.nearEnd(kafka, List.of(topic), offsets);
  }

  History history() {
    return history;
  }

  DeadLetterLog dead() {
    return dead;
  }

  List<TopicFollower> all() {
    return all;
  }

  /** Returns the reader of the windows, which is one of all. */
  TopicFollower metrics() {
    return metrics;
  }

  /** Opens what is there. */
  void openAll() {
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      Set<String> topics = cluster.topics();
      looked = true;
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
  void search() {
    boolean complete = peek != null && all.stream().allMatch(TopicFollower::isOpen);
    if (!complete && System.nanoTime() - nextSearch >= 0) {
      nextSearch = System.nanoTime() + searchPause.toNanos();
      Duration longer = searchPause.multipliedBy(2);
      searchPause = longer.compareTo(LONGEST_SEARCH) < 0 ? longer : LONGEST_SEARCH;
      openAll();
    }
  }

  /** Looks at the newest predictions; null if there are none, or it is too soon. */
  PredictionPeek.@Nullable Seen peek() {
    return peek == null ? null : peek.look();
  }

  /** Tells whether all that is there has been read. */
  boolean haveCaughtUp() {
    return all.stream().allMatch(TopicFollower::hasCaughtUp);
  }

  /** Returns why a topic cannot be read, if one cannot. */
  Optional<String> problem() {
    return all.stream().flatMap(each -> each.problem().stream()).findFirst();
  }

  /** Tells whether the dead letters are all that there are, and not the newest alone. */
  boolean areDeadLettersWhole() {
    return deadLetters.isWhole();
  }

  /** Returns what is left out, and what is not there at all, a sentence each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!metrics.isWhole()) {
      notes.add(
          "Windows before the newest %,d offsets of %s are left out."
              .formatted(WINDOWS_BACK, pipeline.metricsTopic()));
    }
    if (looked && peek == null && all.stream().noneMatch(TopicFollower::isOpen)) {
      notes.add(
          "None of the topics that %s writes is on this cluster: it has not run here yet, or under another name."
              .formatted(pipeline.name()));
    }
    return notes;
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
