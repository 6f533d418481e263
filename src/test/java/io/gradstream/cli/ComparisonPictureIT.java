package io.gradstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.streams.PipelineCluster;
import io.gradstream.watch.Browser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The picture that {@code eval a.yaml b.yaml --html} writes, in a browser. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ComparisonPictureIT {

  private static final String YAML =
      """
      pipeline: %s
      input: {topic: t, label: delayed}
      features: [{standard: [%s]}%s]
      model: logistic
      validation: {metrics: [log-loss, accuracy, auc]}
      """;

  @TempDir private static Path folder;
  private static Path html;
  private static Browser browser;

  @BeforeAll
  static void compare() throws IOException {
    browser = Browser.start();
    Path few = file("few", "distance", "");
    Path more = file("more", "distance, temp, visib", ", {one-hot: [carrier]}");
    html = folder.resolve("comparison.html");
    CommandRun run =
        CommandRun.of(
            "eval",
            few.toString(),
            more.toString(),
            "--data",
            rows(3_000).toString(),
            "--html",
            html.toString());
    assertThat(run.code()).as(run.err()).isZero();
  }

  private static Path rows(int count) throws IOException {
    try (BufferedReader flights =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(PipelineCluster.FLIGHTS)), UTF_8))) {
      return Files.write(folder.resolve("flights.csv"), flights.lines().limit(count + 1L).toList());
    }
  }

  private static Path file(String name, String numbers, String more) throws IOException {
    return Files.writeString(folder.resolve(name + ".yaml"), YAML.formatted(name, numbers, more));
  }

  @AfterAll
  static void stop() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  private static void open(String scheme, int width) {
    browser.ask(
        "open", "url", html.toUri().toString(), "scheme", scheme, "width", width, "until", "svg");
  }

  @Test
  void itSaysWhichIsBetterShowsCurvesAndDifferencesAndAsksForNothing() {
    open("light", 1200);
    assertThat(browser.ask("text", "of", "body").asText())
        .contains("few", "more", "log-loss", "accuracy", "AUC", "3,000 rows")
        .containsAnyOf("better by", "worse by", "cannot be told apart");
    assertThat(browser.texts("texts", "of", "svg")).isNotEmpty();
    assertThat(browser.texts("texts", "of", "table tr")).hasSizeGreaterThan(3);
    assertThat(browser.texts("said")).isEmpty();
  }

  @Test
  void itIsUsableInLightAndDarkAndOnAPhone() {
    for (String scheme : List.of("light", "dark")) {
      for (int width : List.of(1200, 360)) {
        open(scheme, width);
        String how = scheme + " at " + width;
        assertThat(browser.texts("axe")).as(how).isEmpty();
        assertThat(browser.ask("overflow").asInt()).as(how).isLessThanOrEqualTo(0);
        assertThat(browser.texts("said")).as(how).isEmpty();
      }
    }
  }
}
