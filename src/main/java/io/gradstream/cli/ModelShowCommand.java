package io.gradstream.cli;

import io.gradstream.core.text.Figures;
import io.gradstream.model.ModelFollower;
import io.gradstream.model.ModelState;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.report.WeightTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what a committed model is, and its heaviest weights by name. */
@Command(
    name = "show",
    description = "Print version, offsets and the heaviest weights of the committed model.",
    mixinStandardHelpOptions = true)
final class ModelShowCommand implements Callable<Integer> {

  @Mixin private PipelineParameter parameter;
  @Mixin private CommittedModels models;

  @Option(
      names = "--weights",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many weights to print, the heaviest first (default: ${DEFAULT-VALUE}).")
  private int weights;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Options.requireNotNegative("--weights", weights);
    Pipeline pipeline = CommittedModels.chosen(parameter.readWithBrokers());
    PrintWriter out = spec.commandLine().getOut();
    try (ModelFollower follower = models.open(pipeline)) {
      for (ModelState state : follower.states()) {
        print(state, pipeline, out);
        follower
            .with(state.partition(), (predictor, now) -> WeightTable.of(predictor, weights))
            .ifPresent(out::print);
      }
    }
    out.flush();
    return 0;
  }

  private static void print(ModelState state, Pipeline pipeline, PrintWriter out) {
    out.printf("model of %s, partition %d%n", pipeline.name(), state.partition());
    line(out, "version", Figures.count(state.version()));
    line(out, "steps", Figures.count(state.step()));
    line(out, "labelled records", Figures.count(state.examples()));
    line(out, "learning", state.stopped() ? "stopped" : "yes");
    line(out, "time of its records", state.time().map(Instant::toString).orElse("none yet"));
    line(out, "input", state.input().orElse("none yet"));
    line(out, "offsets", state.offsets().toString());
    line(out, "blocks", Figures.count(state.blocks()));
    line(out, "digest", ModelVerifyCommand.digest(state));
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf("  %-20s %s%n", name, value);
  }
}
