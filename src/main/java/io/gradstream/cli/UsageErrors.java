package io.gradstream.cli;

import io.gradstream.core.text.NearestName;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells a mistake on the command line in two lines: what it is, and where the help is; a page of
 * usage would scroll the first away.
 */
final class UsageErrors implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException mistake, String[] arguments) {
    CommandLine commandLine = mistake.getCommandLine();
    CommandSpec command = commandLine.getCommandSpec();
    PrintWriter err = commandLine.getErr();
    err.println("error: " + message(mistake, command, arguments));
    err.printf("see '%s --help'%n", command.qualifiedName());
    err.flush();
    return command.exitCodeOnInvalidInput();
  }

  /** A misspelt option is what is wrong, and not that the right one is missing then. */
  private static String message(
      ParameterException mistake, CommandSpec command, String... arguments) {
    return Stream.of(arguments)
        .map(argument -> argument.replaceFirst("=.*", ""))
        .filter(argument -> argument.matches("--?[A-Za-z].*"))
        .filter(argument -> isUnknown(argument, command))
        .findFirst()
        .map(argument -> unknownOption(argument, command.optionsMap().keySet()))
        .orElseGet(() -> message(mistake, command));
  }

  /** It is an option of none of the commands above either, and no cluster of short ones. */
  private static boolean isUnknown(String argument, CommandSpec command) {
    boolean shorts =
        !argument.startsWith("--") && command.optionsMap().containsKey(argument.substring(0, 2));
    return !shorts
        && Stream.iterate(command, spec -> spec != null, CommandSpec::parent)
            .noneMatch(spec -> spec.optionsMap().containsKey(argument));
  }

  private static String message(ParameterException mistake, CommandSpec command) {
    List<String> unmatched =
        mistake instanceof UnmatchedArgumentException it ? it.getUnmatched() : List.of();
    if (!unmatched.isEmpty() && !command.subcommands().isEmpty()) {
      return unknown("command", unmatched.get(0), List.copyOf(command.subcommands().keySet()));
    }
    if (!unmatched.isEmpty()) {
      return "there is one argument too many: '%s'".formatted(unmatched.get(0));
    }
    String text = String.valueOf(mistake.getMessage()).lines().findFirst().orElse("");
    return text.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + text.substring(1);
  }

  /**
   * Every letter is near every other: what is meant by one can only be the option that begins so.
   */
  private static String unknownOption(String found, Set<String> known) {
    List<String> longs = known.stream().filter(name -> name.startsWith("--")).toList();
    if (found.length() > 2) {
      return unknown("option", found, longs);
    }
    List<String> begin = longs.stream().filter(name -> name.startsWith("-" + found)).toList();
    return unknown(
        "option", found, begin.size() == 1 ? Optional.of(begin.get(0)) : Optional.empty());
  }

  private static String unknown(String kind, String found, List<String> known) {
    return unknown(kind, found, NearestName.near(found, known));
  }

  private static String unknown(String kind, String found, Optional<String> near) {
    return "unknown %s '%s'%s"
        .formatted(kind, found, near.map("; did you mean '%s'?"::formatted).orElse(""));
  }
}
