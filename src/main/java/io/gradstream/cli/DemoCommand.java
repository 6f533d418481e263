package io.gradstream.cli;

import io.gradstream.client.CsvSource;
import io.gradstream.demo.Demo;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.report.NextSteps;
import io.gradstream.report.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the main job on an embedded broker. */
@Command(
    name = "demo",
    description = {
      "Run the main job from end to end, on a broker in this process.",
      "",
      "A year of departures is produced to one topic and their arrivals to another. A model predicts",
      "at each departure whether the flight will be late, learns it when the flight has landed, and",
      "every prediction is judged. Without PIPELINE that is "
          + DemoCommand.FLIGHTS
          + "/pipeline.yaml.",
      "",
      "A page on this machine shows it as it goes, and takes rows to be scored. While a browser has it",
      "open, the demo waits for Enter at the end; else it ends by itself.",
      "",
      "Ctrl-C ends it with the figures so far; a second one ends it at once."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gradstream demo --rows 50000",
      "  gradstream demo --rate 2000 --keep-running",
      "  gradstream demo my.yaml --data my.csv --time created_at",
      "  gradstream demo my.yaml --data my.csv --labels truth.csv --time created_at"
    })
final class DemoCommand implements Callable<Integer> {

  static final String FLIGHTS = "examples/flights";

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "9223372036854775807",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "Produce N rows at most (default: all).")
  private long rows;

  @Option(
      names = "--keep-running",
      description = "Leave broker, registry, topics and pipeline up until Ctrl-C.")
  private boolean keepRunning;

  @Option(
      names = {"--data", "--file"},
      paramLabel = "FILE",
      description = "Your own data, which need a PIPELINE. " + DataOptions.FORMS)
  private @Nullable Path data;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "The labels of your data, for a PIPELINE with labels in a topic of their own.")
  private @Nullable Path labels;

  @Option(
      names = "--labels-time",
      paramLabel = "COL",
      description = "Column of --labels that is the record's time (default: as --time).")
  private @Nullable String labelsTime;

  @Option(
      names = "--labels-key",
      paramLabel = "COL",
      description = "Column of --labels that is the record's key (default: as --key).")
  private @Nullable String labelsKey;

  @Mixin private DataOptions form;

  @Mixin private PipelineFile pipelineFile;

  @Mixin private RowOptions records;

  @Option(names = "--port", paramLabel = "PORT", description = "Broker's port (default: free).")
  private @Nullable Integer port;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      description = "Schema registry's port (default: free).")
  private @Nullable Integer registryPort;

  @Option(
      names = "--page-port",
      paramLabel = "PORT",
      description = "Port of the page where it is watched (default: free).")
  private @Nullable Integer pagePort;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    if (Terminal.isErrThere()) { // somebody waits, for ten seconds on a slow machine
      spec.commandLine().getErr().println("starting Kafka in this process ...");
      spec.commandLine().getErr().flush();
    }
    Path file = pipelineFile.find().orElseGet(() -> flights("pipeline.yaml"));
    CsvSource source = source();
    Pipeline pipeline = AutoFile.read(file, source, spec.commandLine().getErr());
    Demo demo =
        new Demo(pipeline, file, source, labels(pipeline, source), spec.commandLine().getOut());
    StopSignals.callFirst(demo::stop);
    demo.run(optional(port), optional(registryPort), optional(pagePort), keepRunning);
    sayNextSteps(file);
    return demo.isStopped() ? StopSignals.INTERRUPTED : 0;
  }

  private void sayNextSteps(Path file) {
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    NextSteps.asCalled()
        .afterDemo(
            spec.root().commandLine().getParseResult().originalArgs(),
            file.toString(),
            data == null ? "" : data.toString())
        .forEach(out::println);
    out.flush();
  }

  private void check() {
    Options.requirePositive("--rows", rows);
    Options.requirePortOrFree("--port", port);
    Options.requirePortOrFree("--registry-port", registryPort);
    Options.requirePortOrFree("--page-port", pagePort);
    if (data != null && pipelineFile.find().isEmpty()) {
      throw new UsageException(
          "--data needs --pipeline: which columns are features, and which is the label?");
    }
    if (labels != null && data == null) {
      throw new UsageException("--labels are those of --data; give it, too");
    }
  }

  /** Returns the labels of a pipeline that reads them from a topic of their own. */
  private Optional<CsvSource> labels(Pipeline pipeline, CsvSource rows) throws IOException {
    if (pipeline.readsLabels().isEmpty()) {
      if (labels != null) {
        throw new UsageException(
            "--labels is for a pipeline with labels in a topic of their own, and %s has none"
                .formatted(pipeline.name()));
      }
      return Optional.empty();
    }
    if (labels == null && data != null) {
      throw new UsageException(
          "pipeline %s has its labels in a topic of their own: give them with --labels FILE"
              .formatted(pipeline.name()));
    }
    if (rows.timeColumn() == null) {
      throw new UsageException(
          "--labels needs --time COL: rows and labels are produced in the order of their times");
    }
    CsvSource source =
        labels == null
            ? CsvSource.of(flights("arrivals.csv.gz"))
            : CsvSource.of(DataOptions.file(labels)).withOptions(form.options());
    return Optional.of(
        source.withColumns(
            labelsKey == null ? rows.keyColumn() : labelsKey,
            labelsTime == null ? rows.timeColumn() : labelsTime));
  }

  private CsvSource source() throws IOException {
    CsvSource source =
        data == null
            ? CsvSource.of(flights("flights.csv.gz")).withColumns("flight", "time")
            : CsvSource.of(DataOptions.file(data)).withOptions(form.options());
    return records.applyTo(source, rows);
  }

  /** Finds an example file from wherever the command is run. */
  private static Path flights(String name) {
    Path here = Path.of(FLIGHTS, name);
    String launcher = System.getProperty("gradstream.launcher");
    if (Files.exists(here) || launcher == null) {
      return here;
    }
    return Path.of(launcher).resolveSibling("..").normalize().resolve(FLIGHTS).resolve(name);
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null || value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
