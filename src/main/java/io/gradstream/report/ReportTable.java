package io.gradstream.report;

import io.gradstream.core.metric.Baseline;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The table at the end of a run: is the model better than doing nothing?
 *
 * <p>The usual metrics of the task stand beside those of the two predictors that only look at past
 * labels. A row in which the model is no better than the better of them says so, a sentence sums it
 * up, and counts follow. No line but the title is longer than 80 columns.
 *
 * @param title the first line, such as the pipeline's name
 * @param evaluation predictions and labels of the run
 * @param counts what else is to be told, in order, by name
 */
public record ReportTable(String title, Evaluation evaluation, Map<String, Long> counts) {

  /** Copies the map. */
  public ReportTable {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /** Returns a table without counts but that of the examples. */
  public static ReportTable of(String title, Evaluation evaluation) {
    return new ReportTable(title, evaluation, Map.of());
  }

  /** Returns this table with one more count below it. */
  public ReportTable with(String name, long count) {
    Map<String, Long> more = new LinkedHashMap<>(counts);
    more.put(name, count);
    return new ReportTable(title, evaluation, more);
  }

  /** Returns the table as lines of text, each with its newline; the same in every locale. */
  public String render() {
    List<MetricRow> rows =
        metrics().stream().map(metric -> MetricRow.of(metric, evaluation)).toList();
    StringBuilder text = new StringBuilder(title).append("\n\n");
    text.append(
        line(
            "",
            "model",
            rows.get(0).name(Baseline.NO_CHANGE),
            rows.get(0).name(Baseline.MAJORITY),
            ""));
    rows.forEach(row -> text.append(line(row)));
    text.append("\n  ").append(verdict(rows, evaluation)).append("\n\n");
    text.append(line("examples", evaluation.size()));
    counts.forEach((name, count) -> text.append(line(name, count)));
    return text.toString();
  }

  /** Accuracy comes first, for it is what people ask for. */
  private List<Metric> metrics() {
    return switch (evaluation.task()) {
      case BINARY -> List.of(Metric.ACCURACY, Metric.LOG_LOSS, Metric.AUC);
      case MULTICLASS -> List.of(Metric.ACCURACY, Metric.LOG_LOSS, Metric.F1);
      case REGRESSION -> List.of(Metric.MAE, Metric.RMSE, Metric.R2);
    };
  }

  private static String verdict(List<MetricRow> rows, Evaluation evaluation) {
    if (evaluation.isOfOneClass()) {
      return String.format(
          Locale.ROOT,
          "Every one of the %,d labels is of one class: there is nothing to tell apart, and no figure says anything. Look at the label, input.positive and the dead letters.",
          evaluation.size());
    }
    List<String> better = names(rows, MetricRow::isBetter);
    List<String> worse = names(rows, row -> row.isDefined() && !row.isBetter());
    if (better.isEmpty()) {
      return worse.isEmpty()
          ? "There is nothing to compare: no example had a label."
          : "The model is no better than a predictor that only looks at past labels.";
    }
    return worse.isEmpty()
        ? "The model is better, by every metric, than looking at past labels only."
        : "The model is better by %s, but not by %s.".formatted(and(better), and(worse));
  }

  private static List<String> names(List<MetricRow> rows, Predicate<MetricRow> which) {
    return rows.stream().filter(which).map(MetricRow::name).toList();
  }

  private static String and(List<String> names) {
    return String.join(" and ", names);
  }

  private static String line(MetricRow row) {
    String mark =
        row.unbeaten().map(baseline -> "   no better than " + row.name(baseline)).orElse("");
    return line(
        row.name(), digits(row.model()), digits(row.noChange()), digits(row.majority()), mark);
  }

  private static String line(String name, String a, String b, String c, String mark) {
    return "  %-12s%12s%12s%12s%s\n".formatted(name, a, b, c, mark);
  }

  private static String line(String name, long count) {
    return String.format(Locale.ROOT, "  %-12s%,12d\n", name, count);
  }

  private static String digits(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }
}
