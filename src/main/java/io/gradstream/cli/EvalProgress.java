package io.gradstream.cli;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.metric.Metric;
import io.gradstream.csv.CsvException;
import io.gradstream.csv.CsvFile;
import io.gradstream.csv.CsvOptions;
import io.gradstream.demo.ProgressDisplay;
import io.gradstream.eval.FileEvaluation;
import io.gradstream.report.MetricNames;
import io.gradstream.report.Terminal;
import io.gradstream.report.WindowTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** What is seen of an evaluation while it runs: a bar on a terminal, and a table of windows. */
final class EvalProgress implements Consumer<FileEvaluation>, AutoCloseable {

  private static final int EVERY = 1000; // rows; a figure costs as much as some of them
  private static final int ROLLING = 5000;

  private final Metric metric;
  private final WindowTable windows;
  private final PrintWriter out;
  private final Optional<ProgressDisplay> bar;
  private boolean closed;

  private EvalProgress(
      LearnerRule rule, boolean everyWindow, Optional<ProgressDisplay> bar, PrintWriter out) {
    metric = rule.validation().metrics().get(0);
    windows = new WindowTable(rule.validation(), rule.task(), everyWindow, bar.isEmpty(), out);
    this.bar = bar;
    this.out = out;
  }

  /** Counts the rows first if there is a terminal, for a bar has an end. */
  static EvalProgress of(
      LearnerRule rule, Path file, CsvOptions options, boolean everyWindow, PrintWriter out)
      throws IOException {
    String name = MetricNames.of(rule.validation().metrics().get(0));
    return new EvalProgress(rule, everyWindow, bar(file, options, name), out);
  }

  /** Shows the bar alone, if there is a terminal: no window is printed. */
  static Consumer<FileEvaluation> bar(Optional<ProgressDisplay> bar, Metric metric) {
    return evaluation -> update(bar, metric, evaluation);
  }

  /** Returns a bar for a pass over a file, if there is a terminal. */
  static Optional<ProgressDisplay> bar(Path file, CsvOptions options, String metric)
      throws IOException {
    return Terminal.isErrThere()
        ? ProgressDisplay.onTerminal(
            String.valueOf(file.getFileName()), rows(file, options), metric)
        : Optional.empty();
  }

  private static long rows(Path path, CsvOptions options) throws IOException {
    long rows = 0;
    try (CsvFile file = CsvFile.open(path, options)) {
      while (true) {
        try {
          if (!file.next()) {
            return rows;
          }
        } catch (CsvException.OfRow e) {
          // counts: it takes its time, too
        }
        rows++;
      }
    }
  }

  @Override
  public void accept(FileEvaluation evaluation) {
    evaluation.window().ifPresent(window -> windows.add(window, evaluation.evaluation()));
    update(bar, metric, evaluation);
  }

  private static void update(
      Optional<ProgressDisplay> bar, Metric metric, FileEvaluation evaluation) {
    if (bar.isPresent() && evaluation.records() % EVERY == 0) {
      boolean any = evaluation.evaluation().size() > 0;
      bar.get()
          .update(
              evaluation.records(),
              any ? evaluation.evaluation().last(metric, ROLLING) : Double.NaN);
    }
  }

  /** Ends the bar, then prints what is left of the table. */
  void end(FileEvaluation evaluation) {
    bar.ifPresent(it -> it.update(evaluation.records(), Double.NaN));
    close();
    if (windows.end(evaluation.evaluation())) {
      out.println();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      bar.ifPresent(ProgressDisplay::close);
    }
  }
}
