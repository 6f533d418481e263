package io.gradstream.cli;

import io.gradstream.bench.CoreBenchmark;
import io.gradstream.client.CsvSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what a record costs the learner alone. */
@Command(
    name = "core",
    description = {
      "Measure what a record costs the learner alone, stage by stage.",
      "",
      "No Kafka: one thread over the rows of a file as Avro in memory. Unless pipelines are"
          + " given:",
      "the flights with all defaults, with rmsprop, with the demo's pipeline, with a network of 32"
          + " and",
      "16 hidden units, and with softmax over the 26 commonest destinations; then races of one to"
          + " eight",
      "members. Passes take turns; columns are the median and the least processor time a row, and"
          + " the",
      "bytes allocated."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gradstream bench core --runs 5"})
final class BenchCoreCommand implements Callable<Integer> {

  private static final Path DEMO = Path.of("examples/flights/at-departure.yaml");

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description = "A pipeline to measure in place of those; may be repeated.")
  private @Nullable List<Path> pipelines;

  @Option(
      names = {"--data", "--file"},
      paramLabel = "FILE",
      defaultValue = "examples/flights/flights.csv.gz",
      description = DataOptions.FORMS + " (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Mixin private DataOptions form;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Take the first N rows only (default: all).")
  private @Nullable Integer rows;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      description = "Counted passes, after two to warm up (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Options.requirePositive("--runs", runs);
    int most = rows == null ? Integer.MAX_VALUE : rows;
    Options.requirePositive("--rows", most);
    CsvSource source = CsvSource.of(DataOptions.file(data)).withOptions(form.options());
    CoreBenchmark benchmark = new CoreBenchmark(spec.commandLine().getOut());
    PrintWriter err = spec.commandLine().getErr();
    if (pipelines == null) {
      benchmark.addUsual(AutoFile.read(DEMO, source, err), source.file(), source.options(), most);
    } else {
      for (Path file : pipelines) {
        benchmark.add(AutoFile.read(file, source, err), source.file(), source.options(), most);
      }
    }
    benchmark.run(runs);
    return 0;
  }
}
