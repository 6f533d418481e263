package io.gradstream.cli;

import picocli.CommandLine.Option;

/** The options of benchmarks that send at a rate: requests or rows. */
final class RateOptions {

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Requests, or rows, a second (default: ${DEFAULT-VALUE}).")
  int rate;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "How long they are sent, to each in turn (default: ${DEFAULT-VALUE}).")
  int seconds;

  void check() {
    Options.requirePositive("--rate", rate);
    Options.requirePositive("--seconds", seconds);
  }
}
