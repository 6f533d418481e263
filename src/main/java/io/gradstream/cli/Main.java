package io.gradstream.cli;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Entry point of {@code bin/gradstream}. */
@Command(
    name = "gradstream",
    description = "Turns a Kafka topic into a model that never stops learning.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Try it:",
      "  gradstream demo",
      "  gradstream demo --data my.csv --pipeline my.yaml",
      "",
      "Exit codes:",
      "  0  done",
      "  1  the world failed: a broker, a registry, a topic, a port, a right, a disk; try again later",
      "  2  what was given must be changed: the command line, a file, a setting, a pipeline",
    })
public final class Main {

  /** The commands, in the order of the help. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          RunCommand.class,
          ProfileCommand.class,
          InitCommand.class,
          EvalCommand.class,
          ScoreCommand.class,
          GradientCheckCommand.class,
          ValidateCommand.class,
          DescribeCommand.class,
          ProduceCommand.class,
          TailCommand.class,
          StatusCommand.class,
          UiCommand.class,
          ReportCommand.class,
          ModelCommand.class,
          TopicsCommand.class,
          SchemasCommand.class,
          BenchCommand.class,
          CrashTestCommand.class,
          BrokerCommand.class,
          HelpCommand.class);

  private static final String LOG_LEVEL = "gradstream.log.level";
  private static final String LOG_ROOT = "gradstream.log.root";

  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    if (!isLogged(arguments) && System.getProperty(LOG_LEVEL) == null) {
      System.setProperty(LOG_LEVEL, "WARN"); // before the first logger is made
      System.setProperty(LOG_ROOT, "ERROR");
    }
    Locale.setDefault(Locale.ROOT); // figures read the same everywhere
    System.exit(commandLine(arguments).execute(arguments));
  }

  /**
   * Tells whether a log is what the command is for; a line of it would disturb any other's output.
   */
  static boolean isLogged(String... arguments) {
    List<String> given = List.of(arguments);
    if (given.isEmpty()) {
      return false;
    }
    // What has it serve may stand in the environment or in the file, too.
    return given.get(0).equals(RunCommand.NAME)
        || given.get(0).equals(ScoreCommand.NAME)
            && given.stream().noneMatch(ScoreCommand::scoresFile);
  }

  /** Returns the command line with every command. */
  public static CommandLine commandLine() {
    return commandLine(COMMANDS);
  }

  /**
   * Returns the command line that understands the arguments: with the one command that they begin
   * with, or with all. To read what twenty commands declare takes longer than most of them do.
   */
  public static CommandLine commandLine(String... arguments) {
    return COMMANDS.stream()
        .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
        .filter(command -> command != HelpCommand.class) // of all the others
        .findFirst()
        .map(command -> commandLine(List.of(command)))
        .orElseGet(Main::commandLine);
  }

  private static CommandLine commandLine(List<Class<?>> commands) {
    CommandLine commandLine = new CommandLine(new Main());
    commands.forEach(commandLine::addSubcommand);
    commandLine.setExecutionExceptionHandler(new Failures());
    commandLine.setExecutionStrategy(PlainOutput::run);
    commandLine.setParameterExceptionHandler(new UsageErrors());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpWidth(100);
    return commandLine;
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }
}
