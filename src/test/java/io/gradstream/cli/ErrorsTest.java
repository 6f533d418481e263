package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gradstream.client.ApplicationException;
import io.gradstream.core.state.StateMismatchException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is said where a command cannot do its work, and with which exit code. */
class ErrorsTest {

  private static final String PIPELINE =
      """
      pipeline: p
      input: {topic: t, label: y, format: json}
      features: [{standard: [a]}]
      model: logistic
      output: {format: json}
      """;

  @TempDir private Path directory;

  @BeforeEach
  void makeFiles() throws IOException {
    Files.writeString(directory.resolve("rows.csv"), "a,y\n1,0\n2,1\n3,0\n4,1\n");
    Files.writeString(directory.resolve("constant.csv"), "a,b,y\n1,x,0\n1,x,1\n1,x,0\n1,x,1\n");
    Files.writeString(directory.resolve("p.yaml"), PIPELINE);
    Files.writeString(directory.resolve("future.yaml"), PIPELINE + "future-key: 1\n");
    Files.writeString(
        directory.resolve("typos.yaml"),
        PIPELINE
            + "kafka:\n  bootstrap.servers: localhost\n  securty.protocol: SASL_SSL\n"
            + "  schema.registry.ulr: \"http://localhost:1\"\n");
    Files.createDirectory(directory.resolve("folder"));
  }

  /** {@code D} stands for the folder of the test, {@code B} for a broker that is not asked. */
  private CommandRun run(String command) {
    return CommandRun.of(
        command
            .replace(" B ", " --bootstrap-servers 127.0.0.1:1 ")
            .replace("D/", directory + "/")
            .split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "profile --data D/none.csv                               | there is no file D/none.csv",
        "profile --data D/folder                                 | D/folder is a folder; name a file",
        "eval --pipeline D/p.yaml --data D/folder                | D/folder is a folder",
        "eval --pipeline D/folder --data D/rows.csv              | D/folder: cannot be read: it is a directory",
        "eval --pipeline D/p.yaml --data D/rows.csv/x            | there is no file D/rows.csv/x",
        "init --data D/rows.csv --label y --output D/no/such.yaml| there is no folder D/no for D/no/such.yaml",
        "init --data D/rows.csv --label y --output D/rows.csv/x  | D/rows.csv is a file and no folder",
        "init --data D/rows.csv --label y --force --output D/folder | D/folder is a folder; name a file",
        "init --data D/constant.csv --label y                    | no column is left to learn from",
        "validate D/future.yaml                                  | or it is of a version newer than",
        "validate D/typos.yaml                                   | did you mean 'security.protocol'?",
        "produce --data D/rows.csv --topic t --config D/none     | there is no file D/none",
        "produce --data D/rows.csv --topic t --config D/folder   | D/folder: it is a folder; name a file",
        "produce --data D/rows.csv --topic t --schema D/none     | --schema D/none is no Avro schema",
        "topics create                                           | give a pipeline file, or --topic",
        "broker --port 70000                                     | --port must be in 0 to 65535",
        "broker --registry-port -1                               | --registry-port must be in 0 to 65535",
        "broker --data-dir D/rows.csv                            | D/rows.csv: it is a file",
        "broker --data-dir D/rows.csv/x                          | D/rows.csv/x: a part of its path is a file",
        "profile                                                 | give either --data or --topic",
        "score D/p.yaml B --once D/rows.csv --http-host 0.0.0.0  | --http-host and --once exclude each other",
        "score D/p.yaml B --wait 0 --once D/rows.csv             | --wait must be greater than 0",
        "score D/p.yaml B --once D/none.csv                      | there is no file D/none.csv",
        "score D/p.yaml B --once D/folder                        | D/folder is a folder; name a file",
        "score D/p.yaml B --once D/rows.csv --key k              | D/rows.csv has no column 'k'",
        "score D/p.yaml B --once D/rows.csv --time when          | D/rows.csv has no column 'when'",
        "score D/p.yaml B --http-port 0 --wait 5                 | --wait goes with --once FILE only",
        "score D/p.yaml B --to x --strict                        | --strict goes with --once FILE only",
        "score D/p.yaml B --to x --explain                       | --explain goes with --once FILE only",
        "score D/p.yaml B --to x --http-host 0.0.0.0             | --http-host says where a port listens, and there is none",
        "run D/p.yaml B --http-host 0.0.0.0                      | --http-host says where a port listens, and there is none",
        "report D/p.yaml B --wait 5                              | --wait goes with --html FILE only",
        "model export D/p.yaml B --onnx D/no/such                | there is no folder D/no for D/no/such",
      })
  void whatWasGivenMustBeChangedIsCode2AndSaysWhy(String command, String reason) {
    CommandRun run = run(command);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(reason.replace("D/", directory + "/")).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run D/p.yaml --bootstrap-servers 127.0.0.1:C       | no Kafka broker answers at 127.0.0.1:C",
        "tail metrics D/p.yaml --bootstrap-server 127.0.0.1:C | no Kafka broker answers at 127.0.0.1:C",
        "topics create D/p.yaml --bootstrap-server 127.0.0.1:C | no Kafka broker answers at 127.0.0.1:C",
      })
  void whatTheWorldLacksIsCode1(String command, String reason) throws IOException {
    Path quick = directory.resolve("quick.properties");
    Files.writeString(quick, "default.api.timeout.ms=300\nrequest.timeout.ms=200\n");
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(closed.getLocalPort());
      closed.close();
      CommandRun run = run((command + " --config " + quick).replace(":C", ":" + port));
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains(reason.replace(":C", ":" + port)).doesNotContain("\tat ");
    }
  }

  @Test
  void aPortThatIsInUseIsSaidToBe() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      for (String option : new String[] {"--port ", "--registry-port "}) {
        CommandRun broker = run("broker " + option + port);
        assertThat(broker.code()).isEqualTo(1);
        assertThat(broker.err())
            .contains("cannot listen on 127.0.0.1:" + port + ": the port is in use; choose another")
            .hasLineCount(1);
      }
    }
  }

  @Test
  void whatIsLeftOutByInitIsAListAndNoMap() {
    assertThat(run("init --data D/constant.csv --label y").err())
        .contains("\n  a: constant", "\n  b: constant")
        .doesNotContain("{a");
  }

  @Test
  void anOutputThatCannotBeWrittenIsRefusedBeforeTheWork() {
    CommandRun init = run("init --data D/none.csv --label y --output D/no/such.yaml");
    assertThat(init.err()).contains("there is no folder").doesNotContain("none.csv");
  }

  @Test
  void aFileWithoutPermissionIsSaidToHaveNone() throws IOException {
    Path secret = directory.resolve("rows.csv");
    assertThat(secret.toFile().setReadable(false)).isTrue();
    assumeThat(Files.isReadable(secret)).as("root reads everything").isFalse();
    CommandRun profile = run("profile --data D/rows.csv");
    assertThat(profile.code()).isEqualTo(2);
    assertThat(profile.err()).contains("no permission", secret.toString());
  }

  @Test
  void aFailureOfAFileIsToldInWordsAndItsCodeByWhoMustAct() {
    CommandRun denied = of(new AccessDeniedException("/etc/x"));
    assertThat(denied.err()).isEqualTo("error: /etc/x: there is no permission\n");
    assertThat(denied.code()).isEqualTo(2);
    CommandRun wrapped =
        of(new UncheckedIOException(new FileSystemException("y", null, "Is a directory")));
    assertThat(wrapped.err()).isEqualTo("error: y: it is a folder; name a file\n");
    assertThat(wrapped.code()).isEqualTo(2);
    CommandRun full = of(new FileSystemException("/z", null, "No space left on device"));
    assertThat(full.err()).isEqualTo("error: /z: No space left on device\n");
    assertThat(full.code()).isEqualTo(1);
  }

  @Test
  void aFailureAtWorkHasTheCodeOfItsCause() {
    Throwable unfit = new StateMismatchException("other features");
    assertThat(of(new ApplicationException("it", unfit)).code()).isEqualTo(2);
    assertThat(of(new ApplicationException("it", new ConfigException("acks"))).code()).isEqualTo(2);
    assertThat(of(new ApplicationException("it", new TimeoutException("late"))).code())
        .isEqualTo(1);
    assertThat(of(new ApplicationException("no topic")).code()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "validate --foo p.yaml          | error: unknown option '--foo' | gradstream validate",
        "validate --topik t p.yaml      | error: unknown option '--topik'; did you mean '--topic'? | gradstream validate",
        "eval --pipline p --data d      | error: unknown option '--pipline'; did you mean '--pipeline'? | gradstream eval",
        "init -o x.yaml                 | error: unknown option '-o'; did you mean '--output'? | gradstream init",
        "init -output x.yaml            | error: unknown option '-output'; did you mean '--output'? | gradstream init",
        "init -x x.yaml                 | error: unknown option '-x' | gradstream init",
        "score -t t p.yaml              | error: unknown option '-t' | gradstream score",
        "eval --data d                  | error: name a pipeline file: PIPELINE or --pipeline FILE | gradstream eval",
        "init --data=x                  | error: missing required option: '--label=COL' | gradstream init",
        "profile --rows x               | error: invalid value for option '--rows': 'x' is not an int | gradstream profile",
        "topics creat                   | error: unknown command 'creat'; did you mean 'create'? | gradstream topics",
        "registry --port 99             | error: unknown option '--port' | gradstream",
        "nothing                        | error: unknown command 'nothing' | gradstream",
        "validate a.yaml b.yaml         | error: there is one argument too many: 'b.yaml' | gradstream validate",
      })
  void aMistakeOnTheCommandLineIsTwoLines(String command, String first, String help) {
    CommandRun run = run(command);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEqualToNormalizingNewlines(first + "\nsee '" + help + " --help'\n");
  }

  @Test
  void variablesOfAFileWinOverTheEnvironmentsAndABadLineIsNamedButNotShown() throws IOException {
    Files.writeString(
        directory.resolve("v.yaml"), PIPELINE.replace("topic: t", "topic: \"${GRADSTREAM_T}\""));
    Files.writeString(
        directory.resolve("v.env"),
        "# of the cluster\n\nexport GRADSTREAM_T=\"from-file\"\nA=b=c\n");
    assertThat(run("validate D/v.yaml").err()).contains("GRADSTREAM_T");
    assertThat(run("validate --env-file D/v.env D/v.yaml").out()).contains("topic 'from-file'");
    Files.writeString(directory.resolve("bad.env"), "A=b\nsecret words\n");
    CommandRun bad = run("validate --env-file D/bad.env D/v.yaml");
    assertThat(bad.code()).isEqualTo(2);
    assertThat(bad.err()).contains("bad.env:2: must be NAME=VALUE").doesNotContain("secret");
    assertThat(run("validate --env-file D/none D/v.yaml").err()).contains("there is no file");
  }

  @Test
  void theHelpTellsTheExitCodes() {
    assertThat(run("--help").out())
        .containsPattern("Exit codes:\n  0  done\n  1  .*\n  2  what was given must be changed");
  }

  @Test
  void mistakesOfAllStagesAreSaidAtOnceEachWithItsLine() throws IOException {
    Files.writeString(
        directory.resolve("rounds.yaml"),
        """
        pipeline: rounds
        input: {topic: a, label: y, positive: "yes", threshold: ">= 3", deserializer: org.example.None}
        features: [{standard: {fields: [a], missing: median}}]
        model: logistic
        loss: poisson
        kafka:
          commit.interval.ms: abc
          securty.protocol: SSL
          schema.registry.url: 8081
        """);
    CommandRun validate = run("validate D/rounds.yaml");
    assertThat(validate.code()).isEqualTo(2);
    assertThat(
            validate
                .err()
                .lines()
                .map(line -> line.replaceAll(".*yaml:?(\\d*): (\\S+).*", "$1 $2")))
        .containsExactly(
            " input.deserializer:",
            "2 input.threshold",
            "3 features[0].standard.missing",
            "5 loss",
            "7 kafka.commit.interval.ms:",
            "8 kafka.securty.protocol",
            "9 kafka:");
  }

  /** As the handler of a command that throws. */
  private static CommandRun of(Exception thrown) {
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine();
    commandLine.setErr(new PrintWriter(err));
    int code = new Failures().handleExecutionException(thrown, commandLine, null);
    return new CommandRun(code, "", err.toString());
  }
}
