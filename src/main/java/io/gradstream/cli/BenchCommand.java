package io.gradstream.cli;

import io.gradstream.demo.FeatureBenchmark;
import io.gradstream.demo.StreamBenchmark;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
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

  @Command(
      name = "features",
      description = {
        "Compare one-hot on a field that never repeats with one of a thousand values.",
        "",
        "No Kafka: a learner over made-up records. The heap in use after garbage collection is taken",
        "at a tenth of a run and at its end. The last line is the median ratio of rows/s, few values",
        "to many."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gradstream bench features --records 10000000"})
  int features(
      @Option(
              names = "--records",
              paramLabel = "N",
              defaultValue = "10000000",
              description =
                  "Records of a run, each with a value of its own (default: ${DEFAULT-VALUE}).")
          int records,
      @Option(
              names = "--max-categories",
              paramLabel = "K",
              defaultValue = "100000",
              description = "How many values get columns (default: ${DEFAULT-VALUE}).")
          int maxCategories,
      @Option(
              names = "--runs",
              paramLabel = "N",
              defaultValue = "3",
              description =
                  "Counted pairs of runs, after one to warm up (default: ${DEFAULT-VALUE}).")
          int runs) {
    Options.requirePositive("--records", records);
    Options.requirePositive("--max-categories", maxCategories);
    Options.requirePositive("--runs", runs);
    new FeatureBenchmark(records, maxCategories, spec.commandLine().getOut()).run(runs);
    return 0;
  }
}
