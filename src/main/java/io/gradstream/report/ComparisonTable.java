package io.gradstream.report;

import io.gradstream.core.metric.Baseline;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.metric.PairedComparison;
import io.gradstream.core.metric.PairedComparison.Difference;
import io.gradstream.core.metric.Scores;
import io.gradstream.core.text.Figures;
import io.gradstream.core.text.Printable;
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
  private static final int LONGEST_NAME = 40;
  private static final double PERCENT = 100;

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
      text.append('\n').append(Paragraph.of(how()));
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
        Figures figures = figures(each);
        table.add(
            name,
            MetricNames.of(each.metric()),
            verdict(each),
            figures.text(
                each.verdict() == PairedComparison.Verdict.WORSE ? -each.gain() : each.gain()),
            interval(each, figures));
        name = "";
      }
    }
    return table;
  }

  private static Figures figures(Difference each) {
    return Figures.of(each.gain(), each.low(), each.high());
  }

  private static String verdict(Difference each) {
    return switch (each.verdict()) {
      case BETTER -> "better by";
      case WORSE -> "worse by";
      case UNTOLD -> isSame(each) ? "the same in every resample:" : "cannot be told apart:";
      case UNKNOWN -> Double.isNaN(each.gain()) ? "undefined" : "no interval:";
    };
  }

  private static boolean isSame(Difference each) {
    return each.gain() == 0 && each.low() == 0 && each.high() == 0;
  }

  private static String interval(Difference each, Figures figures) {
    return switch (each.verdict()) {
      case BETTER, UNTOLD -> ends(figures, each.low(), each.high());
      case WORSE -> ends(figures, -each.high(), -each.low());
      case UNKNOWN -> "";
    };
  }

  private static String ends(Figures figures, double low, double high) {
    return "[%s, %s]".formatted(figures.text(low), figures.text(high));
  }

  private String how() {
    return comparison
        .how()
        .map(
            it ->
                "In brackets: %s %% intervals, paired by row, of %s resamples in blocks of %s rows (seed %d). Of what cannot be told apart, positive is better."
                    .formatted(
                        Figures.count(Math.round(PERCENT * it.confidence())),
                        count(it.resamples()),
                        count(it.block()),
                        it.seed()))
        .orElse(
            "There are no intervals: %s rows are too few to say how they depend on each other."
                .formatted(count(comparison.rows())));
  }

  private String name(int model) {
    return Printable.of(comparison.names().get(model), LONGEST_NAME);
  }

  private static String count(long value) {
    return Figures.count(value);
  }
}
