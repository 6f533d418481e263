package io.gradstream.watch;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.metric.Metric;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Windows and decisions of a pipeline's trainers, from the records of their topics, in bounded
 * memory. Not thread-safe.
 */
public final class History {

  static final String MODEL = "model.";
  static final String NO_CHANGE = "no_change.";
  static final String MAJORITY = "majority.";
  private static final String CHECKPOINT = "checkpoint.";
  private static final int POINTS = 512;
  private static final int RECENT = 256;
  private static final int DECISIONS = 100; // of each trainer
  private static final int ALL_DECISIONS = 10_000;
  private static final int MEMBERS = 16;
  private static final List<String> FIGURES =
      List.of("learning_rate", "gradient_norm", "categories", "outliers", "dropped_steps");
  private static final List<String> OF_LABELS =
      List.of("waiting", "outcomes", "unlabelled", "age_median", "age_95");

  private final LearnerRule rule;
  private final Map<Integer, Trainer> trainers = new TreeMap<>();
  private final Map<Integer, Deque<Snapshot.Decided>> decisions = new TreeMap<>(); // by partition
  private int allDecisions;

  /** What one trainer has shown. */
  private static final class Trainer {
    final Bins all = Bins.ofAll(POINTS);
    final Bins recent = Bins.ofNewest(RECENT);
    long windows;
    Snapshot.@Nullable Newest newest;
  }

  /** Creates an empty history. */
  public History(LearnerRule rule) {
    this.rule = rule;
  }

  /** Adds a record of the topic of metrics. */
  public void addWindow(GenericRecord window) {
    Map<String, Double> values = values(window);
    long number = whole(window, "window");
    long records = whole(window, "total_count");
    long time = whole(window, "last_time");
    Trainer trainer =
        trainers.computeIfAbsent((int) whole(window, "partition"), each -> new Trainer());
    trainer.all.add(number, records, time, values);
    trainer.recent.add(number, records, time, values);
    trainer.windows++;
    trainer.newest =
        new Snapshot.Newest(
            number,
            whole(window, "count"),
            records,
            time,
            whole(window, "version"),
            (Boolean) window.get("learning"),
            values);
  }

  private Map<String, Double> values(GenericRecord window) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Metric metric : rule.validation().metrics()) {
      for (String who : List.of(MODEL, NO_CHANGE, MAJORITY, CHECKPOINT)) {
        Object scores = window.get(who.substring(0, who.length() - 1));
        put(values, who + metric.field(), scores, metric.field());
      }
    }
    FIGURES.forEach(name -> put(values, name, window, name));
    OF_LABELS.forEach(name -> put(values, "labels." + name, field(window, "labels"), name));
    if (field(window, "members") instanceof List<?> members) {
      members.stream()
          .limit(MEMBERS)
          .forEach(
              member -> {
                String name = String.valueOf(field(member, "member"));
                put(values, "weight." + name, member, "weight");
                put(values, "loss." + name, member, "loss");
              });
    }
    return values;
  }

  private static void put(
      Map<String, Double> values, String name, @Nullable Object record, String field) {
    if (field(record, field) instanceof Number number) {
      values.put(name, number.doubleValue());
    }
  }

  /** A record that an earlier version wrote may lack a field. */
  private static @Nullable Object field(@Nullable Object record, String name) {
    return record instanceof GenericRecord it && it.hasField(name) ? it.get(name) : null;
  }

  private static long whole(GenericRecord record, String name) {
    return ((Number) record.get(name)).longValue();
  }

  /**
   * Adds a record of the topic of decisions. The newest of each trainer are kept, so that one that
   * decides often hides no other's; where there are very many trainers, fewer of whose are most.
   */
  public void addDecision(GenericRecord decision) {
    Snapshot.Decided decided =
        new Snapshot.Decided(
            whole(decision, "time"),
            (int) whole(decision, "partition"),
            whole(decision, "window"),
            decision.get("kind").toString(),
            decision.get("action").toString(),
            decision.get("reason").toString());
    Deque<Snapshot.Decided> own =
        decisions.computeIfAbsent(decided.partition(), each -> new ArrayDeque<>());
    own.addLast(decided);
    allDecisions++;
    if (own.size() > DECISIONS) {
      forget(own);
    } else if (allDecisions > ALL_DECISIONS) {
      decisions.values().stream().max(Comparator.comparingInt(Deque::size)).ifPresent(this::forget);
    }
  }

  private void forget(Deque<Snapshot.Decided> own) {
    own.removeFirst();
    allDecisions--;
  }

  /** Returns the partitions of the trainers that have finished a window, in order. */
  List<Integer> partitions() {
    return List.copyOf(trainers.keySet());
  }

  Snapshot.@Nullable Trainer trainer(int partition) {
    Trainer trainer = trainers.get(partition);
    return trainer == null || trainer.newest == null
        ? null
        : new Snapshot.Trainer(
            partition,
            trainer.windows,
            trainer.newest,
            trainer.all.lines(MODEL),
            trainer.recent.lines(MODEL));
  }

  List<Snapshot.Decided> decisions(int partition) {
    Deque<Snapshot.Decided> own = decisions.get(partition);
    return own == null ? List.of() : List.copyOf(own);
  }

  Headline headline(int partition, Map<String, String> baselines) {
    Trainer trainer = trainers.get(partition);
    List<Metric> metrics = rule.validation().metrics();
    if (trainer == null) {
      return Headline.none(
          "The first figures come after %,d labelled records"
              .formatted(rule.validation().window()));
    }
    return metrics.isEmpty()
        ? Headline.none("There is no metric: see validation.metrics")
        : Headline.of(trainer.recent, metrics.get(0), baselines);
  }
}
