package io.gradstream.report;

import io.gradstream.core.learn.Validation;
import io.gradstream.core.metric.Baseline;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.text.Figures;
import io.gradstream.core.text.TextTable;
import io.gradstream.core.text.TextTable.Column;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The table at the end of a run: is the model better than doing nothing?
 *
 * <p>The metrics that were asked for, or those that suit the task and the balance of its labels,
 * stand beside those of the two predictors that only look at past labels. A row in which the model
 * is no better than the better of them says so, a sentence sums it up, if there are labels enough
 * to say so, and counts follow. No line but the title is longer than 80 columns, unless figures are
 * huge.
 *
 * @param title the first line, such as the pipeline's name
 * @param evaluation predictions and labels of the run
 * @param shown the metrics
 * @param counts what else is to be told, in order, by name: counts and other figures
 */
public record ReportTable(
    String title, Evaluation evaluation, ShownMetrics shown, Map<String, String> counts) {

  private static final String INDENT = "  ";
  private static final int NAME = 12;
  private static final int FIGURE = 10;
  private static final int NARROW = 8; // beside a long name

  /** Copies the map. */
  public ReportTable {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /** Returns a table of the usual metrics, without counts but that of the examples. */
  static ReportTable of(String title, Evaluation evaluation) {
    return new ReportTable(title, evaluation, ShownMetrics.usual(evaluation), Map.of());
  }

  /** Returns a table of the metrics that {@code validation} asks for. */
  public static ReportTable of(String title, Validation validation, Evaluation evaluation) {
    return new ReportTable(title, evaluation, ShownMetrics.of(validation, evaluation), Map.of());
  }

  /** Returns this table with one more count below it. */
  public ReportTable with(String name, long count) {
    return with(name, Figures.count(count));
  }

  /** Returns this table with one more figure below it. */
  ReportTable with(String name, String figure) {
    Map<String, String> more = new LinkedHashMap<>(counts);
    more.put(name, figure);
    return new ReportTable(title, evaluation, shown, more);
  }

  /** Returns the table as lines of text, each with its newline; the same in every locale. */
  public String render() {
    List<MetricRow> rows = MetricRow.of(shown.metrics(), evaluation);
    TextTable table = table(rows);
    StringBuilder text = new StringBuilder(title).append("\n\n").append(table.text(INDENT));
    text.append('\n').append(Paragraph.of(Verdict.of(rows, evaluation)));
    shown.why().ifPresent(why -> text.append(Paragraph.of(why)));
    text.append('\n');
    counts(table).lines().forEach(line -> text.append(INDENT).append(line).append('\n'));
    return text.toString();
  }

  private static TextTable table(List<MetricRow> rows) {
    boolean longNames = rows.stream().anyMatch(row -> row.name().length() > NAME);
    int width = longNames ? NARROW : FIGURE;
    TextTable table =
        new TextTable(
            Column.left("metric").atLeast(NAME),
            Column.right("model").atLeast(width),
            Column.right(rows.get(0).name(Baseline.NO_CHANGE)).atLeast(width),
            Column.right(rows.get(0).name(Baseline.MAJORITY)).atLeast(width),
            Column.left(""));
    boolean power = rows.stream().anyMatch(row -> figures(row).power());
    rows.forEach(row -> add(row, power ? figures(row).withPower() : figures(row), table));
    return table;
  }

  /** A row's values are compared with each other, so they have the same decimals. */
  private static Figures figures(MetricRow row) {
    return Figures.of(DoubleStream.of(row.model(), row.noChange(), row.majority()).toArray());
  }

  private static void add(MetricRow row, Figures figures, TextTable table) {
    table.add(
        row.name(),
        figures.text(row.model()),
        figures.text(row.noChange()),
        figures.text(row.majority()),
        row.unbeaten().map(baseline -> " no better than " + row.name(baseline)).orElse(""));
  }

  private TextTable counts(TextTable above) {
    TextTable table =
        new TextTable(
            Column.left("").atLeast(above.width(0)), Column.right("").atLeast(above.width(1)));
    table.add("examples", Figures.count(evaluation.size()));
    counts.forEach(table::add);
    return table;
  }
}
