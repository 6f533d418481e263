package io.gradstream.report;

import io.gradstream.core.metric.Baseline;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.metric.PairedComparison;
import io.gradstream.core.metric.PairedComparison.Difference;
import io.gradstream.core.metric.Scores;
import io.gradstream.core.text.Figures;
import io.gradstream.core.text.TextTable;
import io.gradstream.core.text.TextTable.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Several models side by side: a line for each with its metrics over the rows that all of them
 * took, the baselines below, then by how much each differs from the first.
 *
 * @param title the first line
 * @param comparison what is shown
 * @param rows the rows of each model, in the order of the comparison's names
 */
public record ComparisonTable(String title, PairedComparison comparison, List<Rows> rows) {

  private static final String INDENT = "  ";
  private static final int NAME = 12;
  private static final int FIGURE = 8;

  /**
   * What became of the rows of a file.
   *
   * @param judged how many were predicted and had a label
   * @param refused how many could not be used
   */
  public record Rows(long judged, long refused) {}

  /** Copies the list. */
  public ComparisonTable {
    rows = List.copyOf(rows);
  }

  /** Returns the table as lines of text, each with its newline; the same in every locale. */
  public String render() {
    StringBuilder text = new StringBuilder(title).append("\n\n").append(models().text(INDENT));
    text.append('\n').append(Paragraph.of(paired()));
    if (comparison.rows() > 0) {
      text.append('\n').append(INDENT).append("difference to ").append(name(0)).append('\n');
      differences().lines().forEach(line -> text.append(INDENT).append(line).append('\n'));
      text.append('\n').append(Paragraph.of(ComparisonWords.how(comparison)));
    }
    return text.toString();
  }

  private TextTable models() {
    List<Metric> metrics = comparison.metrics();
    List<Column> columns = new ArrayList<>(List.of(Column.left("pipeline").atLeast(NAME)));
    metrics.forEach(it -> columns.add(Column.right(MetricNames.of(it)).atLeast(FIGURE)));
    columns.add(Column.right("rows"));
    columns.add(Column.right("refused"));
    TextTable table = new TextTable(columns.toArray(Column[]::new));
    List<Figures> figures = metrics.stream().map(this::figures).toList();
    for (int model = 0; model < rows.size(); model++) {
      Rows ofModel = rows.get(model);
      table.add(
          line(
              name(model),
              comparison.models().get(model),
              figures,
              Figures.count(ofModel.judged()),
              Figures.count(ofModel.refused())));
    }
    MetricRow any = new MetricRow(metrics.get(0), 0, 0, 0);
    table.add(line(any.name(Baseline.NO_CHANGE), comparison.noChange(), figures, "", ""));
    table.add(line(any.name(Baseline.MAJORITY), comparison.majority(), figures, "", ""));
    return table;
  }

  private String[] line(
      String name, Scores scores, List<Figures> figures, String judged, String refused) {
    List<String> cells = new ArrayList<>(List.of(name));
    for (int at = 0; at < figures.size(); at++) {
      cells.add(figures.get(at).text(scores.get(comparison.metrics().get(at))));
    }
    Collections.addAll(cells, judged, refused);
    return cells.toArray(String[]::new);
  }

  /** Returns how a metric's values are written: all alike, for they are compared. */
  private Figures figures(Metric metric) {
    return Figures.of(
        DoubleStream.concat(
                comparison.models().stream().mapToDouble(it -> it.get(metric)),
                DoubleStream.of(
                    comparison.noChange().get(metric), comparison.majority().get(metric)))
            .toArray());
  }

  private String paired() {
    String figures =
        "The figures are those of the %s rows that all took".formatted(count(comparison.rows()));
    long most = rows.stream().mapToLong(Rows::judged).max().orElse(0);
    if (comparison.rows() == 0) {
      return "No row was taken by all: there is nothing to compare.";
    }
    return most == comparison.rows()
        ? figures + "."
        : figures
            + "; of those that only some took %s are left out."
                .formatted(
                    IntStream.range(0, rows.size())
                        .mapToObj(
                            at ->
                                count(rows.get(at).judged() - comparison.rows())
                                    + " of "
                                    + name(at))
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("none"));
  }

  private TextTable differences() {
    TextTable table =
        new TextTable(
            Column.left("").atLeast(NAME),
            Column.left(""),
            Column.left(""),
            Column.right(""),
            Column.left(""));
    for (int model = 1; model < rows.size(); model++) {
      String name = name(model);
      for (Difference each : comparison.of(model)) {
        table.add(
            name,
            MetricNames.of(each.metric()),
            ComparisonWords.verdict(each),
            ComparisonWords.gain(each),
            ComparisonWords.interval(each));
        name = "";
      }
    }
    return table;
  }

  private String name(int model) {
    return ComparisonWords.name(comparison, model);
  }

  private static String count(long value) {
    return Figures.count(value);
  }
}
