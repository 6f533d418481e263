package io.gradstream.cli;

import io.gradstream.client.CsvSource;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of benchmarks that run two applications in turn over the same topic. */
final class PairOptions {

  @Mixin private RowsOptions rows;

  @Option(
      names = "--times",
      paramLabel = "K",
      defaultValue = "10",
      description = "How often to preload the file (default: ${DEFAULT-VALUE}).")
  int times;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      description = "Counted pairs of runs, after one to warm up (default: ${DEFAULT-VALUE}).")
  int runs;

  /** Returns the rows, once the other options are found good. */
  CsvSource source() throws IOException {
    Options.requirePositive("--times", times);
    Options.requirePositive("--runs", runs);
    return rows.source();
  }

  /** Returns the file of the pipeline. */
  Path pipeline() {
    return rows.pipeline;
  }
}
