package io.gradstream.cli;

import io.gradstream.core.learn.LabelReport;
import io.gradstream.csv.CsvOptions;
import io.gradstream.csv.CsvRecords;
import io.gradstream.eval.FileEvaluation;
import io.gradstream.eval.LabelSource;
import io.gradstream.eval.LabelsInRows;
import io.gradstream.eval.LabelsOfFile;
import io.gradstream.pipeline.Labels;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.pipeline.file.PipelineText;
import io.gradstream.report.LabelRows;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say when labels are known that are not known with their rows. */
final class EvalLabels {

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "The labels of a pipeline with labels, which come later, as their topic would have them.")
  private @Nullable Path labels;

  @Option(
      names = "--labels-time",
      paramLabel = "COLUMN",
      description = "Column of --labels that is the record's time (default: as --time).")
  private @Nullable String labelsTime;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      description =
          "Column that is the record's key, where that is the key by which labels find their rows.")
  private @Nullable String key;

  @Option(
      names = "--labels-key",
      paramLabel = "COLUMN",
      description = "Column of --labels that is the record's key (default: as --key).")
  private @Nullable String labelsKey;

  @Option(
      names = "--label-time",
      paramLabel = "COLUMN",
      description =
          "Column of --data that says when the row's label is known: it is learned then, not at"
              + " once, by a pipeline with labels or without.")
  private @Nullable String labelTime;

  private @Nullable String time;

  /** Labels, whose file is open if they have one. */
  record Open(Optional<LabelSource> source, Optional<CsvRecords> file) implements Closeable {

    @Override
    public void close() throws IOException {
      if (file.isPresent()) {
        file.get().close();
      }
    }
  }

  /**
   * Returns the pipeline of a file as it is to learn from such labels.
   *
   * @param rowsTime the column of the rows that is the record's time, if one is given
   */
  WrittenPipeline fit(Path file, @Nullable String rowsTime) {
    time = rowsTime;
    PipelineText text = PipelineReader.look(file, System.getenv());
    WrittenPipeline written = labelTime == null ? text.whole() : text.wholeForLaterLabels();
    check(written.asWritten());
    return labelTime == null
        ? written
        : written.with(it -> it.withLearner(LabelsInRows.waitingRule(it.learner())));
  }

  /** Refuses labels that come later, of several pipelines. */
  void requireNone() {
    if (labels != null
        || labelTime != null
        || labelsTime != null
        || labelsKey != null
        || key != null) {
      throw new UsageException(
          "--labels, --label-time and their options are for one pipeline, and several are named: name one, or leave them out");
    }
  }

  private void check(Pipeline pipeline) {
    if (labels != null && labelTime != null) {
      throw new UsageException(
          "--labels and --label-time do not go together: labels have a file of their own, or are in"
              + " the rows");
    }
    if (labels == null && (labelsTime != null || labelsKey != null)) {
      throw new UsageException("--labels-time and --labels-key describe --labels; give it, too");
    }
    if (labels != null) {
      checkLabels(pipeline);
    } else if (labelTime == null && pipeline.labels().isPresent()) {
      throw new UsageException(
          "pipeline %s has its labels in records of their own: give them with --labels FILE, or, if the rows of --data have them, the column that says when each is known with --label-time COLUMN"
              .formatted(pipeline.name()));
    }
    if ((labels != null || labelTime != null) && time == null) {
      throw new UsageException(
          "%s needs --time COLUMN: rows and labels are put in order by their times"
              .formatted(labels == null ? "--label-time" : "--labels"));
    }
  }

  private void checkLabels(Pipeline pipeline) {
    if (pipeline.labels().isEmpty()) {
      throw new UsageException(
          "--labels is for a pipeline with labels in records of their own, and %s has none: its rows have them (input.label %s); describe them as `labels:`, or leave --labels out"
              .formatted(pipeline.name(), pipeline.learner().label().field()));
    }
    if (pipeline.readsLabels().isEmpty()) {
      throw new UsageException(
          "--labels is for labels in a topic of their own, and those of %s are later records of its input (labels.same-topic); if each row of a file has its label and the time when it is known, give --label-time COLUMN"
              .formatted(pipeline.name()));
    }
    if (key == null && pipeline.learner().delay().orElseThrow().key().isEmpty()) {
      throw new UsageException(
          "the labels of %s find their rows by the record's own key, and rows of a file have none: say which column it is with --key COLUMN"
              .formatted(pipeline.name()));
    }
  }

  /** Opens the labels, if there are any that come later. */
  Open open(Pipeline pipeline, CsvOptions options) throws IOException {
    if (labelTime != null) {
      LabelsInRows inRows = new LabelsInRows(pipeline.learner().labelLayout(List.of()), labelTime);
      return new Open(Optional.of(inRows), Optional.empty());
    }
    if (labels == null || time == null) {
      return new Open(Optional.empty(), Optional.empty());
    }
    Labels from = pipeline.labels().orElseThrow();
    CsvRecords rows =
        CsvRecords.open(
            labels, options, from.source().topic(), pipeline.learner().numbers(), Long.MAX_VALUE);
    LabelsOfFile.Columns columns =
        new LabelsOfFile.Columns(
            labelsTime == null ? time : labelsTime,
            from.key().isEmpty()
                ? Optional.ofNullable(labelsKey == null ? key : labelsKey)
                : Optional.empty(),
            Optional.ofNullable(key));
    return new Open(
        Optional.of(new LabelsOfFile(rows, pipeline.learner(), from.key(), columns)),
        Optional.of(rows));
  }

  /** Returns what is told of labels that came later; empty if none did. */
  static Optional<LabelRows> rows(FileEvaluation evaluation) {
    return evaluation.labels().map(report -> rows(report, evaluation));
  }

  private static LabelRows rows(LabelReport report, FileEvaluation evaluation) {
    return new LabelRows(
        report.predictions(),
        report.outcomes(),
        report.unlabelled(),
        report.waiting(),
        report.second() + report.late() + report.ofDropped() + report.unmatched(),
        evaluation.badLabels(),
        evaluation.ages());
  }
}
