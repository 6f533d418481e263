package io.gradstream.cli;

import io.gradstream.client.CsvSource;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of benchmarks that run a pipeline over a file of rows. */
final class RowsOptions {

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      defaultValue = "examples/flights/at-departure.yaml",
      description = "The pipeline (default: ${DEFAULT-VALUE}).")
  Path pipeline;

  @Option(
      names = {"--data", "--file"},
      paramLabel = "FILE",
      defaultValue = "examples/flights/flights.csv.gz",
      description = DataOptions.FORMS + " (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Mixin private DataOptions form;

  /** Returns the rows. */
  CsvSource source() throws IOException {
    return CsvSource.of(DataOptions.file(data)).withOptions(form.options());
  }
}
