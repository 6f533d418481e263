package io.gradstream.watch;

import io.gradstream.core.learn.NamedWeight;
import io.gradstream.core.learn.Predictor;
import io.gradstream.score.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The heaviest weights of a model and how they have moved since it was first looked at, in bounded
 * memory. Thread-safe.
 */
public final class ModelLook {

  private static final int HEAVIEST = 15;
  private static final int FOLLOWED = 60;
  private static final int MOVES = 120;
  private static final int FIELDS = 200;
  private static final int KNOWN = 100;
  private static final int SHARE = 20; // looking takes one part in so many of the time at most
  private static final long LEAST_PAUSE = 2_000_000_000L;

  private final Map<String, double[]> moved = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, List<String>> known = new TreeMap<>();
  private Snapshot.@Nullable Model view;
  private long next = Long.MIN_VALUE;

  /** Looks again, unless it was just now; returns whether something may have changed. */
  synchronized boolean look(Scorer scorer, int partition) {
    long start = System.nanoTime();
    if (next != Long.MIN_VALUE && start - next < 0) {
      return false;
    }
    @Nullable String problem = scorer.health().problem().orElse(null);
    Snapshot.@Nullable Model before = view;
    scorer.look(
        partition,
        (predictor, state) -> {
          if (before == null || before.version() != predictor.version()) {
            see(predictor);
          }
          return state;
        });
    if (view != null || problem != null) {
      Snapshot.Model now =
          view == null ? new Snapshot.Model(0, 0, 0, List.of(), Map.of(), problem) : view;
      view =
          new Snapshot.Model(
              now.version(),
              now.examples(),
              now.parameters(),
              now.weights(),
              now.categories(),
              problem);
    }
    long end = System.nanoTime();
    next = end + Math.max(LEAST_PAUSE, SHARE * (end - start));
    return true;
  }

  /** Takes a model as it stands. */
  public synchronized void see(Predictor predictor) {
    List<String> classes = predictor.classNames();
    PriorityQueue<NamedWeight> heaviest =
        new PriorityQueue<>(Comparator.comparingDouble(each -> Math.abs(each.value())));
    Map<String, Integer> categories = new TreeMap<>();
    known.clear();
    for (NamedWeight weight : predictor.weights()) {
      int equals = weight.feature().indexOf('=');
      if (weight.output() == 0 && equals > 0) {
        count(weight.feature(), equals, categories);
      }
      if (!weight.feature().equals("bias") && weight.value() != 0) {
        heaviest.add(weight);
        if (heaviest.size() > HEAVIEST) {
          heaviest.remove();
        }
      }
    }
    List<NamedWeight> ordered = new ArrayList<>(heaviest);
    ordered.sort(
        Comparator.<NamedWeight>comparingDouble(each -> Math.abs(each.value()))
            .reversed()
            .thenComparing(NamedWeight::feature));
    view =
        new Snapshot.Model(
            predictor.version(),
            predictor.examples(),
            predictor.parameterCount(),
            ordered.stream().map(each -> weight(each, classes)).toList(),
            categories,
            null);
    forget(view.weights());
  }

  private void count(String column, int equals, Map<String, Integer> categories) {
    String field = column.substring(0, equals);
    if (categories.size() == FIELDS && !categories.containsKey(field)) {
      return;
    }
    categories.merge(field, 1, Integer::sum);
    List<String> some = known.computeIfAbsent(field, each -> new ArrayList<>());
    if (some.size() < KNOWN) {
      some.add(column.substring(equals + 1));
    }
  }

  private Snapshot.Weight weight(NamedWeight weight, List<String> classes) {
    String name =
        weight.output() < classes.size()
            ? "%s for %s".formatted(weight.feature(), classes.get(weight.output()))
            : weight.feature();
    double[] before = moved.getOrDefault(name, new double[0]);
    int from = before.length >= MOVES ? 1 : 0;
    double[] now = Arrays.copyOfRange(before, from, before.length + 1);
    now[now.length - 1] = weight.value();
    moved.put(name, now);
    return new Snapshot.Weight(name, weight.value(), now);
  }

  /** Those that are no longer among the heaviest go when there are too many, the oldest first. */
  private void forget(List<Snapshot.Weight> shown) {
    Set<String> needed = new HashSet<>();
    shown.forEach(each -> needed.add(each.name()));
    var names = moved.keySet().iterator();
    while (moved.size() > FOLLOWED && names.hasNext()) {
      if (!needed.contains(names.next())) {
        names.remove();
      }
    }
  }

  synchronized Snapshot.@Nullable Model view() {
    return view;
  }

  /** Returns the view without weights whose names hold what stood in records. */
  synchronized Snapshot.@Nullable Model viewWithoutValues() {
    Snapshot.@Nullable Model all = view;
    return all == null
        ? null
        : new Snapshot.Model(
            all.version(),
            all.examples(),
            all.parameters(),
            all.weights().stream().filter(each -> each.name().indexOf('=') < 0).toList(),
            all.categories(),
            all.problem());
  }

  /** Returns some categories of a field, in the order in which they appeared. */
  synchronized List<String> known(String field) {
    return List.copyOf(known.getOrDefault(field, List.of()));
  }
}
