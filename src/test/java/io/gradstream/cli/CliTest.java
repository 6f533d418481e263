package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands as far as they go without a broker: what they print and their exit codes. */
class CliTest {

  private static final String FLIGHTS = "examples/flights/pipeline.yaml";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "run",
        "profile",
        "init",
        "eval",
        "validate",
        "describe",
        "produce",
        "tail",
        "status",
        "topics",
        "topics create",
        "schemas",
        "schemas check",
        "schemas register",
        "schemas pipeline",
        "bench",
        "bench stream",
        "bench core",
        "bench features",
        "bench growth",
        "bench score",
        "bench http",
        "bench latency",
        "bench state",
        "bench labels",
        "crash-test",
        "gradient-check"
      })
  void everyCommandHelpsWithAnExample(String command) {
    CommandRun help = CommandRun.of((command + " --help").split(" "));
    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains("Usage: gradstream " + command)
        .containsPattern("Examples?:\n  .*gradstream " + command);
  }

  /**
   * What reads a pipeline, but not from a cluster of the user's: without Kafka, or with its own.
   */
  private static final Set<String> WITHOUT_A_CLUSTER = Set.of("eval", "demo");

  /** The kind of which one command's options win over a file and another's do not. */
  @Test
  void everyCommandThatReadsAPipelineOrATopicConnectsByTheSameOptions() {
    List<CommandSpec> connecting =
        commands(Main.commandLine())
            .filter(it -> it.findOption("--topic") != null || hasPipelineParameter(it))
            .filter(it -> !WITHOUT_A_CLUSTER.contains(it.name()))
            .toList();
    assertThat(connecting)
        .extracting(CommandSpec::qualifiedName)
        .contains(
            "gradstream run",
            "gradstream tail",
            "gradstream produce",
            "gradstream profile",
            "gradstream init",
            "gradstream topics create",
            "gradstream schemas register");
    for (CommandSpec command : connecting) {
      for (String option : List.of("--bootstrap-servers", "--registry", "--config")) {
        assertThat(command.findOption(option))
            .as("%s %s", command.qualifiedName(), option)
            .isNotNull()
            .extracting(it -> it.userObject())
            .isInstanceOf(Field.class)
            .extracting(it -> ((Field) it).getDeclaringClass())
            .isEqualTo(ConnectionOptions.class);
      }
    }
  }

  @Test
  void aPipelineIsNamedByItsPlaceOrByAnOptionWhereverDataAre() {
    for (String command : List.of("eval", "demo", "produce")) {
      CommandSpec spec = Main.commandLine().getSubcommands().get(command).getCommandSpec();
      assertThat(hasPipelineParameter(spec)).as(command).isTrue();
      assertThat(spec.findOption("--pipeline")).as(command).isNotNull();
      CommandRun both = CommandRun.of(command, "a.yaml", "--pipeline", "b.yaml", "--data", "x.csv");
      assertThat(both.code()).as(command).isEqualTo(2);
      assertThat(both.err().lines().findFirst().orElse(""))
          .contains("two pipelines are named, a.yaml and b.yaml");
      CommandRun once = CommandRun.of(command, "a.yaml", "--pipeline", "a.yaml", "--file", "x.csv");
      assertThat(once.err()).contains("a.yaml").doesNotContain("two pipelines");
    }
    assertThat(CommandRun.of("eval", "--data", "x.csv").err()).contains("name a pipeline file");
  }

  @Test
  void noHelpHasAPlaceholderOfNothing() {
    assertThat(commands(Main.commandLine()))
        .allSatisfy(
            spec ->
                assertThat(spec.commandLine().getUsageMessage())
                    .doesNotContainPattern("\\bnull\\b(?!\\s+None)|\\$\\{[A-Z]+-"));
  }

  @Test
  void dataAreNamedByEitherNameInEveryCommand() {
    assertThat(commands(Main.commandLine()).filter(it -> it.findOption("--data") != null))
        .hasSizeGreaterThan(5)
        .allMatch(it -> it.findOption("--data") == it.findOption("--file"));
    CommandRun both = CommandRun.of("eval", "a.yaml", "--data", "x.csv", "--file", "y.csv");
    assertThat(both.code()).isEqualTo(2);
  }

  /** Only the command that is named is read, for reading all takes longer than most of them do. */
  @Test
  void aCommandAloneSaysWhatItSaysAmongAll() {
    Map<String, CommandLine> all = Main.commandLine().getSubcommands();
    assertThat(all).hasSizeGreaterThan(10).containsKey("help");
    all.forEach(
        (name, among) -> {
          Map<String, CommandLine> named = Main.commandLine(name, "--help").getSubcommands();
          assertThat(named).hasSize(name.equals("help") ? all.size() : 1);
          assertThat(commands(named.get(name)).map(it -> it.commandLine().getUsageMessage()))
              .containsExactlyElementsOf(
                  commands(among).map(it -> it.commandLine().getUsageMessage()).toList());
        });
    assertThat(Main.commandLine("--help").getSubcommands()).hasSameSizeAs(all);
  }

  @Test
  void onlyRunLogsWhatItDoes() {
    assertThat(Main.commandLine().getSubcommands().keySet())
        .hasSizeGreaterThan(10)
        .filteredOn(name -> Main.isLogged(name))
        .containsExactlyInAnyOrder("run", "score");
    assertThat(Main.isLogged("score", "pipeline.yaml", "--once", "new.csv")).isFalse();
    assertThat(Main.isLogged("score", "pipeline.yaml", "--once=-")).isFalse();
  }

  private static boolean hasPipelineParameter(CommandSpec command) {
    return command.positionalParameters().stream()
        .anyMatch(it -> it.paramLabel().equals("PIPELINE"));
  }

  private static Stream<CommandSpec> commands(CommandLine commandLine) {
    return Stream.concat(
        Stream.of(commandLine.getCommandSpec()),
        commandLine.getSubcommands().values().stream().flatMap(CliTest::commands));
  }

  @Test
  void theListOfCommandsSaysInASentenceWhatEachDoes() {
    CommandRun help = CommandRun.of("--help");
    assertThat(help.code()).isZero();
    assertThat(help.out().lines().filter(line -> line.matches("  [a-z-]+ {2,}\\S.*")))
        .hasSize(21)
        .allMatch(line -> line.endsWith("."));
  }

  @Test
  void versionIsPrinted() {
    CommandRun version = CommandRun.of("--version");
    assertThat(version.code()).isZero();
    assertThat(version.out()).matches("gradstream \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  @Test
  void aMisspeltCommandGetsTheNearestOne() {
    CommandRun run = CommandRun.of("vlidate", FLIGHTS);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "error: unknown command 'vlidate'; did you mean 'validate'?\nsee 'gradstream --help'\n");
  }

  @Test
  void aTopicThatTailDoesNotKnowIsBadUsage() {
    CommandRun run = CommandRun.of("tail", "prediction", FLIGHTS);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "'prediction' is none of predictions, outcomes, metrics, decisions, dead-letters");
  }

  @Test
  void aValidPipelineIsSaidToBe() {
    CommandRun validate = CommandRun.of("validate", FLIGHTS);
    assertThat(validate.code()).isZero();
    assertThat(validate.out())
        .isEqualToIgnoringNewLines(
            FLIGHTS
                + " is valid: 'flight-delays' learns 'delayed' from topic 'departures', labels from topic 'arrivals'"
                + System.lineSeparator());
  }

  @Test
  void everyProblemOfAPipelineIsReportedAtItsLine() throws IOException {
    Path file = write("pipeline: p\ninput: {topic: t}\nfeaturs: []\nmodel: logistic\n");
    CommandRun validate = CommandRun.of("validate", file.toString());
    assertThat(validate.code()).isEqualTo(2);
    assertThat(validate.err())
        .contains("pipeline.yaml:2", "label", "pipeline.yaml:3", "featurs", "features")
        .doesNotContain("\tat ");
  }

  @Test
  void aPipelineFileThatIsNotThereIsBadUsage() {
    CommandRun validate = CommandRun.of("validate", "none.yaml");
    assertThat(validate.code()).isEqualTo(2);
    assertThat(validate.err()).contains("none.yaml").doesNotContain("\tat ");
  }

  @Test
  void describeSaysWhatAPipelineIsMadeOf() {
    CommandRun describe = CommandRun.of("describe", FLIGHTS);
    assertThat(describe.code()).isZero();
    assertThat(describe.out())
        .containsPattern(
            "parameters +22 at first") // a bias, 8 numbers, 7 of the past, 6 missing categories
        .containsPattern("departures +input")
        .containsPattern("arrivals +labels")
        .contains(
            "flight-delays.predictions",
            "flight-delays.metrics",
            "flight-delays.decisions",
            "flight-delays.dead-letters",
            "flight-delays.outcomes",
            "predictions = outcomes + unlabelled + waiting",
            "flight-delays-model-changelog",
            "Processor: trainer (stores: [model])")
        .doesNotContain("repartition");
  }

  @Test
  void describeShowsTheRepartitionTopicOfAnInputWithSeveralPartitions() {
    CommandRun describe = CommandRun.of("describe", "--partitions", "3", FLIGHTS);
    assertThat(describe.out()).contains("flight-delays-trainer-repartition", "Sub-topology: 1");
  }

  @Test
  void evalPrintsTheTable() throws IOException {
    CommandRun eval = eval("elec2-sgd", "elec2");
    assertThat(eval.code()).as(eval.err()).isZero();
    assertThat(eval.out())
        .containsPattern("accuracy +0\\.84\\d\\d ")
        .containsPattern("log-loss +0\\.37\\d\\d ")
        .containsPattern("AUC +0\\.91\\d\\d ")
        .containsPattern("examples +45,312\n");
  }

  @Test
  void evalNamesAMissingColumnAndTheNearest() throws IOException {
    CommandRun eval = eval("vicprice,", "vicprize,");
    assertThat(eval.code()).isEqualTo(2);
    assertThat(eval.err())
        .contains("the file does not fit the pipeline", "no field vicprize (nearest: vicprice)")
        .doesNotContain("schema 0", "\tat ");
  }

  @Test
  void evalNamesAMissingLabel() throws IOException {
    CommandRun eval = eval("label: class", "label: clas");
    assertThat(eval.code()).isEqualTo(2);
    assertThat(eval.err())
        .contains("elec2.csv.gz has no column 'clas'; did you mean 'class'?")
        .doesNotContain("vicprice");
  }

  @Test
  void evalTakesTheTimeOfARecordFromAColumn() throws IOException {
    Path file = write(pipeline("").replace("{standard: [x]}", "since-last"));
    Path data = directory.resolve("data.csv");
    StringBuilder csv = new StringBuilder("at,y\n");
    for (int i = 0, at = 0; i < 1000; i++) {
      int gap = i * 7 % 5 < 2 ? 10 : 3600; // what comes soon after another is to be told
      csv.append(at += gap).append(',').append(gap == 10 ? 1 : 0).append('\n');
    }
    Files.writeString(data, csv);
    String[] eval = {"eval", "--pipeline", file.toString(), "--data", data.toString()};

    assertThat(CommandRun.of(eval).out()).contains("The model is no better than a predictor");
    assertThat(CommandRun.of(with(eval, "--time", "at")).out()).containsPattern("AUC +1\\.0000");
    CommandRun none = CommandRun.of(with(eval, "--time", "when"));
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("data.csv has no column 'when'; it has: at, y");
  }

  private static String[] with(String[] command, String... more) {
    return Stream.of(command, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void aDataFileThatIsNotThereIsBadUsage() {
    CommandRun eval =
        CommandRun.of(
            "eval",
            "--pipeline",
            FLIGHTS,
            "--data",
            "none.csv",
            "--time",
            "time",
            "--label-time",
            "time");
    assertThat(eval.code()).isEqualTo(2);
    assertThat(eval.err()).isEqualToIgnoringNewLines("error: there is no file none.csv\n");
  }

  @Test
  void produceLooksAtTheFileBeforeItAsksTheBroker() {
    CommandRun produce =
        CommandRun.of(
            "produce", "--file", "none.csv", "--topic", "t", "--bootstrap-servers", "127.0.0.1:1");
    assertThat(produce.code()).isEqualTo(2);
    assertThat(produce.err()).contains("there is no file none.csv");
  }

  @Test
  @Timeout(20)
  void aBrokerThatDoesNotAnswerIsNamedWithWhatToCheck() throws IOException {
    String servers = "127.0.0.1:" + closedPort();
    Path file = write(pipeline("bootstrap.servers: \"" + servers + "\", "));
    CommandRun run = CommandRun.of("run", file.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("no Kafka broker answers at " + servers, "check bootstrap.servers")
        .doesNotContain("\tat ");
  }

  @Test
  void missingBootstrapServersAreAskedFor() throws IOException {
    CommandRun run = CommandRun.of("run", write(pipeline("")).toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("kafka.bootstrap.servers is missing").doesNotContain("\tat ");
  }

  private CommandRun eval(String part, String changed) throws IOException {
    Path acceptance = Path.of("src/test/resources/pipelines/elec2-sgd.yaml");
    Path file = write(Files.readString(acceptance).replace(part, changed));
    return CommandRun.of(
        "eval", "--pipeline", file.toString(), "--data", "src/test/resources/data/elec2.csv.gz");
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(directory.resolve("pipeline.yaml"), yaml);
  }

  private static String pipeline(String kafka) {
    return """
    pipeline: p
    input: {topic: t, label: y}
    features: [{standard: [x]}]
    model: logistic
    optimizer: {sgd: {learning-rate: 0.1}}
    kafka: {%sdefault.api.timeout.ms: 500, schema.registry.url: "mock://cli"}
    """
        .formatted(kafka);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
