package io.gradstream.cli;

import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.metric.PairedBootstrap;
import io.gradstream.core.metric.PairedComparison;
import io.gradstream.core.text.Printable;
import io.gradstream.csv.CsvOptions;
import io.gradstream.csv.CsvRecords;
import io.gradstream.demo.ProgressDisplay;
import io.gradstream.eval.Entrant;
import io.gradstream.eval.SameQuestion;
import io.gradstream.pipeline.OnEmpty;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.report.ComparisonTable;
import io.gradstream.report.MetricNames;
import io.gradstream.report.ShownMetrics;
import io.gradstream.watch.Comparison;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs several pipelines over the rows of one file, and says which is better, and whether so. */
final class EvalComparison {

  /** How often rows are drawn unless said otherwise. */
  static final String RESAMPLES = "2000";

  private static final double CONFIDENCE = 0.95;

  private final List<Path> files;
  private final Path data;
  private final CsvOptions options;
  private final Optional<String> time;
  private final PrintWriter err;
  private final @Nullable Path html;
  private final List<Pipeline> pipelines = new ArrayList<>();

  /**
   * Prepares it.
   *
   * @param html where a picture of it is written; null for nowhere
   */
  EvalComparison(
      List<Path> files,
      Path data,
      CsvOptions options,
      @Nullable String time,
      @Nullable Path html,
      PrintWriter err)
      throws IOException {
    if (html != null) {
      HtmlFile.requireWritable(html);
    }
    this.html = html;
    this.files = files;
    this.data = data;
    this.options = options;
    this.time = Optional.ofNullable(time);
    this.err = err;
  }

  /** Runs them one after the other, and prints the table. */
  void print(int resamples, long seed, PrintWriter out) throws IOException {
    List<Entrant> entrants = enter();
    for (int at = 0; at < entrants.size(); at++) {
      run(entrants.get(at), at);
    }
    List<Evaluation> paired = Entrant.paired(entrants);
    PairedComparison comparison =
        compare(entrants, paired, new PairedBootstrap(CONFIDENCE, resamples, seed));
    String title = "%d pipelines on %s".formatted(entrants.size(), data.getFileName());
    out.print(
        new ComparisonTable(
                title,
                comparison,
                entrants.stream()
                    .map(
                        it ->
                            new ComparisonTable.Rows(
                                it.evaluation().evaluation().size(), it.evaluation().deadLetters()))
                    .toList())
            .render());
    entrants.forEach(
        it ->
            it.evaluation()
                .firstReason()
                .ifPresent(
                    reason ->
                        out.printf(
                            "first dead letter of %s: %s%n", it.name(), Printable.of(reason))));
    if (html != null) {
      HtmlFile.write(html, Comparison.of(title, comparison, paired), out);
    }
    out.flush();
  }

  /** Reads all files before any is run, and refuses those that cannot be compared. */
  private List<Entrant> enter() throws IOException {
    for (Path file : files) {
      WrittenPipeline written = PipelineReader.look(file, System.getenv()).whole();
      if (written.asWritten().labels().isPresent()) {
        throw new UsageException(
            "%s has its labels in records of their own, and a comparison needs rows that have their labels: compare pipelines without labels:, or evaluate %s alone with --labels or --label-time"
                .formatted(file, file));
      }
      pipelines.add(AutoFile.choose(written, data, options, err));
    }
    List<String> names = names();
    List<Entrant> entrants = new ArrayList<>();
    for (int at = 0; at < files.size(); at++) {
      Pipeline pipeline = pipelines.get(at);
      entrants.add(
          new Entrant(
              names.get(at),
              pipeline.learner(),
              time,
              pipeline.input().onEmpty() == OnEmpty.PREDICT));
      SameQuestion.difference(
              files.get(0).toString(),
              entrants.get(0).rule(),
              files.get(at).toString(),
              pipeline.learner())
          .ifPresent(EvalComparison::refuse);
    }
    return entrants;
  }

  private static void refuse(String problem) {
    throw new UsageException(problem);
  }

  /** The names of the pipelines, or of their files where those are not told apart by names. */
  private List<String> names() {
    List<String> names = pipelines.stream().map(Pipeline::name).toList();
    return new HashSet<>(names).size() == names.size()
        ? names
        : files.stream().map(Path::toString).toList();
  }

  private void run(Entrant entrant, int at) throws IOException {
    Pipeline pipeline = pipelines.get(at);
    Metric metric = pipeline.learner().validation().metrics().get(0);
    Optional<ProgressDisplay> bar = EvalProgress.bar(data, options, MetricNames.of(metric));
    try (CsvRecords rows =
        CsvRecords.open(
            data,
            options,
            pipeline.input().topic(),
            pipeline.learner().numbers(),
            Long.MAX_VALUE)) {
      entrant.run(rows, EvalProgress.bar(bar, metric));
    } finally {
      bar.ifPresent(ProgressDisplay::close);
    }
  }

  private static PairedComparison compare(
      List<Entrant> entrants, List<Evaluation> paired, PairedBootstrap bootstrap) {
    List<Metric> metrics =
        ShownMetrics.ofAll(
            entrants.stream().map(it -> it.rule().validation()).toList(), paired.get(0));
    for (int at = 1; at < paired.size(); at++) {
      SameQuestion.difference(
              entrants.get(0).name(),
              paired.get(0),
              entrants.get(at).name(),
              paired.get(at),
              metrics)
          .ifPresent(EvalComparison::refuse);
    }
    return bootstrap.compare(entrants.stream().map(Entrant::name).toList(), paired, metrics);
  }
}
