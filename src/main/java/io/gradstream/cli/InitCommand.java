package io.gradstream.cli;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.eval.PipelineDraft;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.report.NextSteps;
import io.gradstream.report.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a pipeline file to start from. */
@Command(
    name = "init",
    description = {
      "Write a first pipeline file from a sample of the data.",
      "The task is guessed from the label, the encoders from types and distinct values. Suspicious",
      "columns are left out, each with a comment that says why. Where labels come later, in a file of",
      "their own or known at a time that the rows say, how long to wait is told by how late they are."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gradstream init --data examples/flights/flights.csv.gz --label delayed > flights.yaml",
      "  gradstream init --topic flights --label delayed --output flights.yaml",
      "  gradstream init --data flights.csv.gz --time time --key flight,time --label delayed \\",
      "      --labels arrivals.csv.gz --labels-key flight,departure"
    })
final class InitCommand implements Callable<Integer> {

  @Mixin private SampleOptions options;

  @Mixin private LateOptions late;

  @Option(
      names = "--label",
      required = true,
      paramLabel = "COL",
      description = "The column to predict.")
  private String label;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The file to write (default: standard output); one that exists is kept.")
  private @Nullable Path output;

  @Option(names = "--force", description = "Overwrite the file of --output.")
  private boolean force;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    late.check(label);
    if (output != null && Files.exists(output) && !force) {
      throw new UsageException(output + " exists; give --force to overwrite it");
    }
    if (output != null) {
      FileFailure.requireWritable(output);
    }
    SampleOptions.Read read = options.read();
    if (Terminal.isErrThere()) { // somebody waits
      spec.commandLine().getErr().println("trying several pipelines on the sample ...");
      spec.commandLine().getErr().flush();
    }
    String text = draft(read).text();
    PrintWriter out = spec.commandLine().getOut();
    if (output == null) {
      out.print(text);
    } else {
      Files.writeString(output, text);
      out.printf("wrote %s; try it: %s%n", output, tryIt(output));
    }
    out.flush();
    return 0;
  }

  private PipelineDraft draft(SampleOptions.Read read) throws IOException {
    PipelineDraft.Target target = options.target(read);
    return late.read(read, options.file(), label)
        .map(sample -> new PipelineDraft(sample, target, InitCommand::learner))
        .orElseGet(() -> new PipelineDraft(read.sample(), label, target, InitCommand::learner));
  }

  private String tryIt(Path file) {
    return options
        .data()
        .map(
            data ->
                Stream.concat(
                        Stream.of("eval", "--pipeline", file.toString(), "--data", data),
                        late.ofEval().stream())
                    .toArray(String[]::new))
        .map(NextSteps.asCalled()::command)
        .orElseGet(() -> NextSteps.asCalled().command("run", file.toString()));
  }

  private static LearnerRule learner(String text) {
    return PipelineReader.parse("what init wrote", text, Map.of()).learner();
  }
}
