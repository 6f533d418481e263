package io.gradstream.report;

import io.gradstream.core.learn.NamedStatistic;
import io.gradstream.core.learn.NamedWeight;
import io.gradstream.core.learn.Predictor;
import io.gradstream.core.text.Figures;
import io.gradstream.core.text.Printable;
import io.gradstream.core.text.TextTable;
import io.gradstream.core.text.TextTable.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** What moved between two models, by name: weights, statistics, categories. */
public final class ModelComparison {

  private static final int WIDEST = 50;
  private static final String NONE = "-";

  private final Predictor before;
  private final Predictor after;
  private final int most;

  /** A number that both may have; NaN where one has none. */
  private record Moved(String name, double before, double after) {

    /** Where one has none the other one's is all that moved. */
    double difference() {
      if (Double.isNaN(before) || Double.isNaN(after)) {
        return Double.isNaN(before) ? after : -before;
      }
      return after - before;
    }

    boolean isMoved() {
      return Double.compare(before, after) != 0;
    }

    double share() {
      double largest = Math.max(Math.abs(before), Math.abs(after));
      return Double.isNaN(largest) || largest == 0 ? 1 : Math.abs(difference()) / largest;
    }
  }

  private ModelComparison(Predictor before, Predictor after, int most) {
    this.before = before;
    this.after = after;
    this.most = most;
  }

  /**
   * Returns lines for people.
   *
   * @param most how many weights, statistics and categories are listed, those that moved most first
   */
  public static String of(Predictor before, Predictor after, int most) {
    ModelComparison comparison = new ModelComparison(before, after, most);
    return comparison.weights() + comparison.statistics() + comparison.vocabulary();
  }

  private String weights() {
    Map<String, Double> old = weights(before);
    Map<String, Double> now = weights(after);
    if (old.isEmpty() && now.isEmpty()) {
      return "weights: the models are networks, whose units have no names\n";
    }
    return table("weights", "by how far", old, now, moved -> Math.abs(moved.difference()));
  }

  private String statistics() {
    return table(
        "statistics", "by their share", statistics(before), statistics(after), Moved::share);
  }

  private String vocabulary() {
    List<String> more = without(names(after), names(before));
    List<String> fewer = without(names(before), names(after));
    return listed("names added (columns, categories, classes)", more) + listed("names gone", fewer);
  }

  private String listed(String what, List<String> names) {
    if (names.isEmpty()) {
      return what + ": none\n";
    }
    StringBuilder text = new StringBuilder("%s: %s\n".formatted(what, Figures.count(names.size())));
    names.stream()
        .limit(most)
        .forEach(name -> text.append("  ").append(Printable.of(name, WIDEST)).append('\n'));
    return text.toString();
  }

  private String table(
      String what,
      String order,
      Map<String, Double> old,
      Map<String, Double> now,
      ToDoubleFunction<Moved> size) {
    List<Moved> moved = moved(old, now);
    if (moved.isEmpty()) {
      return what + ": none has moved\n";
    }
    List<Moved> shown =
        moved.stream().sorted(Comparator.comparingDouble(size).reversed()).limit(most).toList();
    Set<String> all = new LinkedHashSet<>(old.keySet());
    all.addAll(now.keySet());
    String title =
        "%s, %s of %s moved; most %s\n"
            .formatted(what, Figures.count(moved.size()), Figures.count(all.size()), order);
    return title + rows(shown);
  }

  private static String rows(List<Moved> shown) {
    TextTable table =
        new TextTable(
            Column.left(""),
            Column.right("A").atLeast(10),
            Column.right("B").atLeast(10),
            Column.right("difference"));
    for (Moved each : shown) {
      Figures figures =
          Figures.ofLabels(
              DoubleStream.of(each.before(), each.after(), each.difference())
                  .filter(Double::isFinite)
                  .toArray());
      table.add(
          Printable.of(each.name(), WIDEST),
          text(figures, each.before()),
          text(figures, each.after()),
          text(figures, each.difference()));
    }
    return table.text("  ");
  }

  private static String text(Figures figures, double value) {
    return Double.isNaN(value) ? NONE : figures.text(value);
  }

  private static List<Moved> moved(Map<String, Double> old, Map<String, Double> now) {
    Set<String> names = new LinkedHashSet<>(old.keySet());
    names.addAll(now.keySet());
    List<Moved> moved = new ArrayList<>();
    for (String name : names) {
      Moved each = new Moved(name, value(old.get(name)), value(now.get(name)));
      if (each.isMoved()) {
        moved.add(each);
      }
    }
    return moved;
  }

  private static double value(@Nullable Double known) {
    return known == null ? Double.NaN : known;
  }

  /** Weights of categories that have gone, and of no class yet, have no name. */
  private static Map<String, Double> weights(Predictor predictor) {
    List<String> classes = predictor.classNames();
    Map<String, Double> weights = new LinkedHashMap<>();
    for (NamedWeight each : predictor.weights()) {
      if (each.feature().isEmpty() || !classes.isEmpty() && each.output() >= classes.size()) {
        continue;
      }
      String name =
          classes.isEmpty()
              ? each.feature()
              : each.feature() + " for " + classes.get(each.output());
      weights.put(name, each.value());
    }
    return weights;
  }

  private static Map<String, Double> statistics(Predictor predictor) {
    Map<String, Double> statistics = new LinkedHashMap<>();
    for (NamedStatistic each : predictor.statistics()) {
      String of = each.of().isEmpty() ? "" : " " + each.of();
      statistics.put(each.part() + of + " " + each.name(), each.value());
    }
    return statistics;
  }

  private static Set<String> names(Predictor predictor) {
    Set<String> names = new LinkedHashSet<>(predictor.columns());
    names.remove("");
    predictor.classNames().forEach(name -> names.add("class " + name));
    return names;
  }

  private static List<String> without(Set<String> names, Set<String> others) {
    return names.stream().filter(name -> !others.contains(name)).toList();
  }
}
