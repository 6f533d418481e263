package io.gradstream.cli;

import io.gradstream.csv.CsvOptions;
import io.gradstream.csv.CsvRecords;
import io.gradstream.eval.LateSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the labels of a sample are, if they came later than its rows. */
final class LateOptions {

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "A file of the labels, where they come later, in records of their own.")
  private @Nullable Path labels;

  @Option(
      names = "--time",
      paramLabel = "COL",
      description = "Column that is the row's time; for labels that come later.")
  private @Nullable String time;

  @Option(
      names = "--labels-time",
      paramLabel = "COL",
      description = "Column of --labels that is the label's time (default: as --time).")
  private @Nullable String labelsTime;

  @Option(
      names = "--key",
      paramLabel = "COL,COL",
      split = ",",
      description = "Columns by which labels find their rows.")
  private List<String> key = new ArrayList<>();

  @Option(
      names = "--labels-key",
      paramLabel = "COL,COL",
      split = ",",
      description = "The columns of --labels that are equal to those (default: as --key).")
  private List<String> labelsKey = new ArrayList<>();

  @Option(
      names = "--label-time",
      paramLabel = "COL",
      description = "Column that says when the row's label is known, where rows have their labels.")
  private @Nullable String labelTime;

  /**
   * Looks at the labels of a sample; empty if they are in the rows, and nothing is said of when
   * they are known.
   *
   * @param label the column to predict, if one is given
   */
  Optional<LateSample> read(SampleOptions.Read read, CsvOptions file, @Nullable String label)
      throws IOException {
    if (time == null || label == null || labels == null && labelTime == null) {
      return Optional.empty();
    }
    LateSample.Columns columns =
        new LateSample.Columns(
            label,
            time,
            key,
            labelTime != null ? labelTime : labelsTime == null ? time : labelsTime,
            labelsKey.isEmpty() ? key : labelsKey);
    if (labels == null) {
      return Optional.of(
          LateSample.ofRows(
              read.sample(), columns, new LateSample.Topic(read.topic() + "-labels", read.json())));
    }
    Path path = DataOptions.file(labels);
    String topic = SampleOptions.topicOf(path);
    try (CsvRecords rows = CsvRecords.open(path, file, topic, Set.of(), Long.MAX_VALUE)) {
      return Optional.of(
          LateSample.ofFile(
              read.sample(),
              rows,
              columns,
              new LateSample.Topic(
                  topic.equals(read.topic()) ? topic + "-labels" : topic, rows.json().isPresent()),
              read.whole()));
    }
  }

  /**
   * Refuses options that do not go together.
   *
   * @param label the column to predict, if one is given
   */
  void check(@Nullable String label) {
    boolean later = labels != null || labelTime != null;
    if (labels != null && labelTime != null) {
      throw new UsageException(
          "--labels and --label-time do not go together: labels have a file of their own, or are in"
              + " the rows");
    }
    if (labels == null && (labelsTime != null || !labelsKey.isEmpty())) {
      throw new UsageException("--labels-time and --labels-key describe --labels; give it, too");
    }
    if (!later && (time != null || !key.isEmpty())) {
      throw new UsageException(
          "--time and --key are for labels that come later: give them with --labels FILE, or, if the rows have them, the column that says when each is known with --label-time COLUMN");
    }
    String which = labels == null ? "--label-time" : "--labels";
    if (later && label == null) {
      throw new UsageException(which + " needs --label COL: the column to predict");
    }
    if (later && time == null) {
      throw new UsageException(
          which + " needs --time COL: how late labels are is told by the times of both");
    }
    if (labels != null && key.isEmpty()) {
      throw new UsageException(
          "--labels needs --key COL: the column, or several, by which a label finds its row");
    }
    if (label != null && (key.contains(label) || labelsKey.contains(label))) {
      throw new UsageException(
          "--label %s cannot be part of the key: it is not known when its row comes; name other columns with --key and --labels-key"
              .formatted(label));
    }
    if (!labelsKey.isEmpty() && labelsKey.size() != key.size()) {
      throw new UsageException(
          "--labels-key names %d columns and --key %d: a label finds its row by as many"
              .formatted(labelsKey.size(), key.size()));
    }
  }

  /** Returns the options with which {@code eval} judges a pipeline on the same files. */
  List<String> ofEval() {
    List<String> options = new ArrayList<>();
    if (labels != null || labelTime != null) {
      options.addAll(List.of("--time", String.valueOf(time)));
    }
    if (labels != null) {
      options.addAll(List.of("--labels", labels.toString()));
    } else if (labelTime != null) {
      options.addAll(List.of("--label-time", labelTime));
    }
    if (labelsTime != null) {
      options.addAll(List.of("--labels-time", labelsTime));
    }
    return options;
  }
}
