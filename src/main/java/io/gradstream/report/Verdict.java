package io.gradstream.report;

import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.text.Figures;
import java.util.List;
import java.util.function.Predicate;

/** The sentence below the table: whether the model is better, by the first metric before others. */
final class Verdict {

  /** With fewer labels chance decides: accuracy is 5 points off, give or take, with so many. */
  static final int LEAST = 100;

  private Verdict() {}

  static String of(List<MetricRow> rows, Evaluation evaluation) {
    if (evaluation.isOfOneClass()) {
      return "Every one of the %s labels is of one class: there is nothing to tell apart, and no figure says anything. Look at the label, input.positive and the dead letters."
          .formatted(Figures.count(evaluation.size()));
    }
    if (evaluation.size() > 0 && evaluation.size() < LEAST) {
      return "%s %s too few to say whether the model is better: that takes %s or more."
          .formatted(
              Figures.count(evaluation.size()),
              evaluation.size() == 1 ? "label is" : "labels are",
              Figures.count(LEAST));
    }
    List<String> better = names(rows, MetricRow::isBetter);
    List<String> worse = names(rows, row -> row.isDefined() && !row.isBetter());
    if (better.isEmpty()) {
      return worse.isEmpty()
          ? "There is nothing to compare: no example had a label."
          : "The model is no better than a predictor that only looks at past labels.";
    }
    if (worse.isEmpty()) {
      return "The model is better, by every metric, than looking at past labels only.";
    }
    boolean first = rows.stream().filter(MetricRow::isDefined).toList().get(0).isBetter();
    return first
        ? "The model is better by %s, but not by %s.".formatted(and(better), and(worse))
        : "The model is no better by %s, only by %s.".formatted(and(worse), and(better));
  }

  private static List<String> names(List<MetricRow> rows, Predicate<MetricRow> which) {
    return rows.stream().filter(which).map(MetricRow::name).toList();
  }

  private static String and(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
