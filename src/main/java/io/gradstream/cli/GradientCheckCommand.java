package io.gradstream.cli;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.model.GradientCheck;
import io.gradstream.csv.CsvRecords;
import io.gradstream.eval.PipelineGradientCheck;
import io.gradstream.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares a pipeline's gradients with central differences. */
@Command(
    name = "gradient-check",
    description = {
      "Compare the gradients of a pipeline's model and loss with central differences.",
      "Every parameter is compared on a batch of " + PipelineGradientCheck.RECORDS + " records."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit code:%n",
    exitCodeList = {
      "0:every relative error is at most 1e-6",
      "1:one is larger",
      "2:the pipeline or the file cannot be used"
    },
    footer = {
      "",
      "Example:",
      "  gradstream gradient-check examples/flights/at-departure.yaml"
          + " --data examples/flights/flights.csv.gz"
    })
final class GradientCheckCommand implements Callable<Integer> {

  private static final double LARGEST = 1e-6;

  @Mixin private PipelineParameter parameter;

  @Option(
      names = {"--data", "--file"},
      paramLabel = "FILE",
      description = DataOptions.FORMS + " Its first rows are used (default: random rows).")
  private Optional<Path> data = Optional.empty();

  @Mixin private DataOptions file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Optional<Path> rows = data.isEmpty() ? data : Optional.of(DataOptions.file(data.get()));
    Pipeline pipeline = read(rows);
    List<GradientCheck.Result> results = check(pipeline, rows);
    double worst = results.stream().mapToDouble(GradientCheck.Result::worst).max().orElseThrow();
    print(pipeline.learner(), results, worst);
    return worst <= LARGEST ? 0 : 1;
  }

  private Pipeline read(Optional<Path> rows) throws IOException {
    return rows.isEmpty()
        ? parameter.readWithFeatures().pipeline()
        : AutoFile.choose(
            parameter.read(), rows.get(), file.options(), spec.commandLine().getErr());
  }

  private List<GradientCheck.Result> check(Pipeline pipeline, Optional<Path> rows)
      throws IOException {
    LearnerRule rule = pipeline.learner();
    if (rows.isEmpty()) {
      return PipelineGradientCheck.onRandom(rule);
    }
    try (CsvRecords records =
        CsvRecords.open(
            rows.get(), file.options(), pipeline.input().topic(), rule.numbers(), Long.MAX_VALUE)) {
      return PipelineGradientCheck.on(rule, records);
    }
  }

  private void print(LearnerRule rule, List<GradientCheck.Result> results, double worst) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s, loss %s%n%n", rule.model().description(), rule.loss().name());
    out.printf("%-16s %10s %14s%n", "group", "parameters", "worst error");
    for (GradientCheck.Result each : results) {
      out.printf(Locale.ROOT, "%-16s %10d %14.2e", each.group(), each.parameters(), each.worst());
      if (each.worst() > LARGEST) {
        out.printf(
            Locale.ROOT,
            "  row %d, unit %d: %.6e, by differences %.6e",
            each.row(),
            each.unit(),
            each.analytic(),
            each.numeric());
      }
      out.println();
    }
    out.printf(
        Locale.ROOT,
        "%nworst relative error %.2e: %s%n",
        worst,
        worst <= LARGEST ? "the gradients are right" : "above 1e-6, a gradient is wrong");
    out.flush();
  }
}
