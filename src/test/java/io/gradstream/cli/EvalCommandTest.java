package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalCommandTest {

  @TempDir private Path folder;

  private static final String YAML =
      """
      pipeline: t
      input: {topic: t, label: y}
      features: [{cyclic: {field: seen, of: [hour-of-day]}}, {standard: [x]}]
      model: logistic
      validation: {window: 10}
      """;

  @Test
  void oneUnreadableTimeIsOneDeadLetterThatNamesItsLine() throws IOException {
    CommandRun eval = eval(YAML, rows(20, "2024-02-30T10:00:00Z"));

    assertThat(eval.code()).as(eval.err()).isZero();
    assertThat(eval.out())
        .containsPattern("dead letters +1")
        .contains("27", "line 22: field seen is \"2024-02-30T10:00:00Z\"");
  }

  @Test
  void anUnreadableTimeOfARecordIsOneDeadLetter() throws IOException {
    CommandRun eval = eval(YAML, rows(20, "2024-02-30T10:00:00Z"), "--time", "seen");

    assertThat(eval.code()).as(eval.err()).isZero();
    assertThat(eval.out()).containsPattern("dead letters +1").contains("line 22", "seen");
  }

  @Test
  void aRowWithoutAnyFeatureIsADeadLetterUnlessItIsToBePredicted() throws IOException {
    String rows = rows(3, "2024-02-30T10:00:00Z").replace("2024-02-30T10:00:00Z,3,", ",,");

    assertThat(eval(YAML, rows).out())
        .containsPattern("dead letters +1")
        .contains("none of the features");
    assertThat(eval(YAML.replace("label: y}", "label: y, on-empty: predict}"), rows).out())
        .containsPattern("dead letters +0");
  }

  @Test
  void codesWithLeadingZerosAreCategoriesOfTheirOwn() throws IOException {
    StringBuilder rows = new StringBuilder("zip,y\n");
    for (int i = 0; i < 8; i++) {
      rows.append("94107,0\n01220,1\n1220,0\n");
    }
    String yaml = YAML.replaceAll("(?m)^features.*$", "features: [{one-hot: [zip]}]");

    assertThat(eval(yaml, rows.toString(), "--weights", "9").out())
        .contains("zip=94107", "zip=01220", "zip=1220");
  }

  @Test
  void whereOneClassAloneIsLeftNothingIsCalledBetter() throws IOException {
    StringBuilder rows = new StringBuilder("x,y\n");
    for (int i = 0; i < 14; i++) {
      rows.append("%d,1%n-%d,-1%n".formatted(i, i));
    }
    String yaml = YAML.replaceAll("(?m)^features.*$", "features: [{standard: [x]}]");

    assertThat(eval(yaml, rows.toString()).out())
        .contains("Every one of the 14 labels is of one class")
        .containsPattern("dead letters +14")
        .doesNotContain("The model is better");
    assertThat(eval(yaml.replace("label: y}", "label: y, positive: '1'}"), rows.toString()).out())
        .containsPattern("dead letters +0")
        .doesNotContain("one class");
  }

  @Test
  void windowsHaveALineFewerAndFewerOfThem() throws IOException {
    String yaml = YAML.replace("window: 10", "window: 4, metrics: [brier, auc]");
    String rows = rows(20, "2024-02-02T10:00:00Z");

    assertThat(eval(yaml, rows).out().lines().takeWhile(line -> !line.isBlank()))
        .hasSize(5)
        .first()
        .asString()
        .matches("window +rows +brier +no change +majority +so far");
    assertThat(eval(yaml, rows).out())
        .containsPattern(
            "\n     1 +4( +\\d\\.\\d{4}){4}\n     2 +8 .*\n     4 +16 .*\n     7 +28 ");
    assertThat(eval(yaml, rows, "--windows").out().lines().takeWhile(line -> !line.isBlank()))
        .hasSize(8);
    assertThat(eval(YAML.replace("10", "100"), rows).out()).startsWith("t\n\n  metric ");
  }

  private CommandRun eval(String yaml, String rows, String... more) throws IOException {
    Path pipeline = folder.resolve("t.yaml");
    Path data = folder.resolve("t.csv");
    Files.writeString(pipeline, yaml);
    Files.writeString(data, rows);
    String[] arguments = new String[5 + more.length];
    String[] usual = {"eval", "--pipeline", pipeline.toString(), "--data", data.toString()};
    System.arraycopy(usual, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return CommandRun.of(arguments);
  }

  /** Returns 28 rows, one of which has another time. */
  private static String rows(int row, String time) {
    StringBuilder rows = new StringBuilder("seen,x,y\n");
    for (int i = 0; i < 28; i++) {
      String seen = i == row ? time : "2024-02-%02dT%02d:00:00Z".formatted(1 + i, i % 24);
      rows.append(seen).append(',').append(i % 5).append(',').append(i % 2).append('\n');
    }
    return rows.toString();
  }
}
