package io.gradstream.cli;

import io.gradstream.demo.StreamBenchmark;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.PipelineReader;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Benchmarks, as ratios in one run. */
@Command(
    name = "bench",
    description = "Measure speed as a ratio in one run.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  gradstream bench stream --runs 5"})
final class BenchCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "stream",
      description = {
        "Compare a pipeline with a topology that only copies the same records.",
        "",
        "Same broker (in its own process), same guarantees, one partition, one thread, in turn.",
        "The last line is the median ratio of rows/s, pipeline to identity."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gradstream bench stream --times 3 --runs 5"})
  int stream(
      @Option(
              names = "--pipeline",
              paramLabel = "FILE",
              defaultValue = "examples/flights/pipeline.yaml",
              description = "The pipeline (default: ${DEFAULT-VALUE}).")
          Path pipelineFile,
      @Option(
              names = "--data",
              paramLabel = "FILE",
              defaultValue = "examples/flights/flights.csv.gz",
              description = "The CSV file to preload (default: ${DEFAULT-VALUE}).")
          Path data,
      @Option(
              names = "--times",
              paramLabel = "K",
              defaultValue = "3",
              description = "Preload the file so many times (default: ${DEFAULT-VALUE}).")
          int times,
      @Option(
              names = "--runs",
              paramLabel = "N",
              defaultValue = "5",
              description =
                  "Counted pairs of runs, after one to warm up (default: ${DEFAULT-VALUE}).")
          int runs)
      throws IOException, InterruptedException {
    Options.requirePositive("--times", times);
    Options.requirePositive("--runs", runs);
    Pipeline pipeline =
        AutoFile.choose(
            PipelineReader.read(pipelineFile, System.getenv()), data, spec.commandLine().getErr());
    new StreamBenchmark(pipeline, data, spec.commandLine().getOut()).run(times, runs);
    return 0;
  }
}
