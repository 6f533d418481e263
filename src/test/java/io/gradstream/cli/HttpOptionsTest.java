package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.pipeline.Http;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Where a pipeline is asked, by its file and by options. */
class HttpOptionsTest {

  private static Pipeline pipeline(String http) {
    return PipelineReader.parse(
        "p.yaml",
        """
        pipeline: p
        input: {topic: t, label: y, format: json}
        features: [{standard: [a]}]
        model: logistic
        """
            + http,
        Map.of());
  }

  private static HttpOptions options(String... arguments) {
    HttpOptions options = new HttpOptions();
    new CommandLine(options).parseArgs(arguments);
    return options;
  }

  /** As that of `ui` is, which takes a port of its own if nobody says one. */
  @Test
  void aHostCountsWithoutAPort() {
    Http http = options("--http-host", "0.0.0.0").appliedTo(pipeline("")).http();
    assertThat(http.host()).isEqualTo("0.0.0.0");
    assertThat(http.port()).isEmpty();
  }

  @Test
  void whatIsAskedWhereTheOptionsSayHasTheRestOfTheFile() {
    Pipeline file =
        pipeline(
            """
            http: {port: 81, host: "::1", api-keys: /k, metrics-need-key: true, max-rows: 7,
              max-bytes: 2048, max-requests: 3, timeout: 5s, tls: {certificate: /c, key: /p}}
            """);
    HttpOptions options = options("--http-port", "82");
    assertThat(options.alone(file).http())
        .isEqualTo(options.appliedTo(file).http())
        .isEqualTo(file.http().at(82, "::1"))
        .matches(Http::metricsNeedKey)
        .matches(http -> http.port().equals(Optional.of(82)));
    assertThat(options().alone(file).http().port()).isEmpty();
    assertThat(options().appliedTo(file).http()).isEqualTo(file.http());
  }

  @Test
  void thePageAloneHasAPortWithoutOneThatIsGiven() {
    String ui = help("ui");
    assertThat(ui)
        .contains("http.port of the file, else 8080, or a free one", "http.host of the file")
        .doesNotContain("else none");
    assertThat(ui.split("8080", -1)).as("said once").hasSize(2);
    assertThat(help("run")).contains("http.port of the file, else none");
  }

  private static String help(String command) {
    return CommandRun.of(command, "--help").out().replaceAll("\\s+", " ");
  }

  @Test
  void thePageIsNotShownOnAPortThatIsNone() {
    CommandRun run = CommandRun.of("ui", "examples/flights/pipeline.yaml", "--http-port", "70000");
    assertThat(run.err()).contains("--http-port must be");
    assertThat(run.code()).isEqualTo(2);
  }
}
