package io.gradstream.cli;

import io.gradstream.core.learn.Decision;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.text.Printable;
import io.gradstream.csv.CsvRecords;
import io.gradstream.eval.FileEvaluation;
import io.gradstream.pipeline.OnEmpty;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.report.DecisionLines;
import io.gradstream.report.MemberTable;
import io.gradstream.report.ReportTable;
import io.gradstream.report.WeightTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the learner alone over a file. */
@Command(
    name = "eval",
    description = {
      "Run a pipeline's learner over a CSV file and judge every prediction.",
      "It needs no Kafka. The figures are those that run would reach on the same records: use it to tune.",
      "Several pipeline files are compared on the same rows: by how much each is better than the first."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gradstream eval examples/electricity/pipeline.yaml --data examples/electricity/elec2.csv.gz",
      "  gradstream eval examples/flights/pipeline.yaml --data examples/flights/flights.csv.gz \\",
      "      --time time --labels examples/flights/arrivals.csv.gz",
      "  gradstream eval a.yaml b.yaml --data rows.csv"
    })
final class EvalCommand implements Callable<Integer> {

  @Mixin private PipelineFiles pipelineFiles;

  @Option(
      names = {"--data", "--file"},
      required = true,
      paramLabel = "FILE",
      description = DataOptions.FORMS)
  private Path data;

  @Mixin private DataOptions file;

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description =
          "Column that is the record's time: ISO-8601 or epoch (default: the row's number, in"
              + " milliseconds).")
  private @Nullable String time;

  @Mixin private EvalLabels later;

  @Option(
      names = "--weights",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "At the end print the N features with the largest weights, and the bias (default: 0)."
              + " Networks have no weight per feature.")
  private int weights;

  @Option(
      names = "--members",
      description =
          "At the end print the members of the race beside their mixture: losses and weights.")
  private boolean members;

  @Option(
      names = "--windows",
      description =
          "Print a line for each validation window (default: for windows 1, 2, 4, 8 and so on, and"
              + " the last).")
  private boolean windows;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write curves, decisions and weights into one HTML file, too; of several pipelines"
              + " their curves and differences.")
  private @Nullable Path html;

  @Option(
      names = "--resamples",
      paramLabel = "N",
      defaultValue = EvalComparison.RESAMPLES,
      description =
          "Of several pipelines: how often rows are drawn for the intervals (default: "
              + EvalComparison.RESAMPLES
              + ").")
  private int resamples;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of several pipelines: the seed of these draws (default: 1).")
  private long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Options.requireNotNegative("--weights", weights);
    Options.requirePositive("--resamples", resamples);
    List<Path> files = pipelineFiles.require();
    if (files.size() > 1) {
      compare(files);
    } else {
      evaluate(files.get(0));
    }
    return 0;
  }

  /** Compares several pipelines, and refuses the options that are for one alone. */
  private void compare(List<Path> files) throws IOException {
    later.requireNone();
    for (String option : List.of("--weights", "--members", "--windows")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new UsageException(
            "%s is for one pipeline, and %d are named: leave it out to compare them, or name one"
                .formatted(option, files.size()));
      }
    }
    new EvalComparison(
            files, DataOptions.file(data), file.options(), time, html, spec.commandLine().getErr())
        .print(resamples, seed, spec.commandLine().getOut());
  }

  private void evaluate(Path pipelineFile) throws IOException {
    for (String option : List.of("--resamples", "--seed")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new UsageException(
            "%s is for the comparison of several pipelines, and %s alone is named"
                .formatted(option, pipelineFile));
      }
    }
    Path path = DataOptions.file(data);
    Pipeline pipeline =
        AutoFile.choose(
            later.fit(pipelineFile, time), path, file.options(), spec.commandLine().getErr());
    EvalPictures pictures = new EvalPictures(pipeline, time != null, html);
    long start;
    FileEvaluation evaluation;
    try (EvalProgress progress = progress(pipeline.learner(), path);
        CsvRecords rows =
            CsvRecords.open(
                path,
                file.options(),
                pipeline.input().topic(),
                pipeline.learner().numbers(),
                Long.MAX_VALUE);
        EvalLabels.Open labels = later.open(pipeline, file.options())) {
      evaluation =
          new FileEvaluation(
              pipeline.learner(),
              Optional.ofNullable(time),
              pipeline.input().onEmpty() == OnEmpty.PREDICT,
              labels.source());
      start = System.nanoTime();
      evaluation.run(rows, pictures.before(progress));
      progress.end(evaluation);
    }
    print(pipeline, evaluation, (System.nanoTime() - start) / 1e9);
    pictures.write(evaluation, spec.commandLine().getOut());
    Options.sayNext(spec.commandLine().getOut(), "run", pipelineFile.toString());
  }

  private EvalProgress progress(LearnerRule rule, Path path) throws IOException {
    return EvalProgress.of(rule, path, file.options(), windows, spec.commandLine().getOut());
  }

  private void print(Pipeline pipeline, FileEvaluation evaluation, double seconds) {
    PrintWriter out = spec.commandLine().getOut();
    ReportTable table =
        ReportTable.of(pipeline.name(), pipeline.learner().validation(), evaluation.evaluation());
    out.print(
        EvalLabels.rows(evaluation)
            .map(rows -> rows.below(table))
            .orElse(table)
            .with("decisions", evaluation.decisions().size())
            .with("dead letters", evaluation.deadLetters())
            .with("rows/s", Math.round(evaluation.records() / seconds))
            .render());
    DecisionLines decisions = new DecisionLines();
    for (Decision decision : evaluation.decisions()) {
      decisions.add(at(decision.time()), decision.kind().name(), decision.action(), text(decision));
    }
    decisions.lines().forEach(out::println);
    evaluation
        .firstReason()
        .ifPresent(reason -> out.println("first dead letter: " + Printable.of(reason)));
    if (members) {
      out.print(MemberTable.of(evaluation.members(), evaluation.evaluation()));
    }
    if (weights > 0) {
      out.print(WeightTable.of(evaluation.learner(), weights));
    }
    out.flush();
  }

  private static String text(Decision decision) {
    return decision.detail().isEmpty()
        ? decision.reason()
        : decision.reason() + "; " + decision.detail();
  }

  private String at(long recordTime) {
    return time == null
        ? "row %,d".formatted(recordTime)
        : Instant.ofEpochMilli(recordTime).toString();
  }
}
