package io.gradstream.cli;

import io.gradstream.report.NextSteps;
import java.io.PrintWriter;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Checks of option values that picocli does not make. */
final class Options {

  private static final int HIGHEST_PORT = 65_535;

  private Options() {}

  static void requirePort(String name, @Nullable Integer port) {
    if (port != null && (port < 1 || port > HIGHEST_PORT)) {
      throw new UsageException("%s must be in 1 to %d, was %d".formatted(name, HIGHEST_PORT, port));
    }
  }

  /** Says the command that comes next, where it does not disturb what scripts read. */
  static void sayNext(PrintWriter where, String... arguments) {
    where.println("next: " + NextSteps.asCalled().command(arguments));
    where.flush();
  }

  /** Requires a port, or 0 for one that is free. */
  static void requirePortOrFree(String name, @Nullable Integer port) {
    if (port != null && (port < 0 || port > HIGHEST_PORT)) {
      throw new UsageException("%s must be in 0 to %d, was %d".formatted(name, HIGHEST_PORT, port));
    }
  }

  /** Requires that none of some options was given; the reason says what they are for. */
  static void requireNone(CommandSpec spec, Collection<String> names, String reason) {
    for (String name : names) {
      if (spec.commandLine().getParseResult().hasMatchedOption(name)) {
        throw new UsageException("%s %s".formatted(name, reason));
      }
    }
  }

  static void requirePositive(String name, double value) {
    if (!(value > 0)) {
      throw new UsageException(name + " must be greater than 0, was " + value);
    }
  }

  static void requireNotNegative(String name, double value) {
    if (!(value >= 0)) {
      throw new UsageException(name + " must be 0 or more, was " + value);
    }
  }
}
