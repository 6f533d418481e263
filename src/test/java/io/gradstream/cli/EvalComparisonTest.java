package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalComparisonTest {

  private static final String YAML =
      """
      pipeline: plain
      input: {topic: t, label: y}
      features: [{standard: [noise]}]
      model: logistic
      validation: {metrics: [log-loss, auc, f1]}
      """;
  private static final String KNOWING =
      YAML.replace("plain", "knowing").replace("[noise]", "[noise, x]");

  @TempDir private Path folder;

  @Test
  void theOneThatKnowsMoreIsBetterByAnIntervalThatDoesNotHoldZero() throws IOException {
    CommandRun run = compare(rows(600), List.of(YAML, KNOWING));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("pipeline +log-loss +AUC +F1 +rows +refused")
        .containsPattern("plain +0\\.\\d+ +0\\.\\d+ +0\\.\\d+ +600 +0")
        .containsPattern("no change +\\d")
        .containsPattern("majority +\\d")
        .containsPattern("knowing +log-loss +better by +0\\.\\d+ +\\[0\\.\\d+, 0\\.\\d+]")
        .containsPattern("AUC +better by +0\\.\\d+ +\\[0\\.\\d+, 0\\.\\d+]")
        .contains("95 % intervals", "2,000 resamples")
        .doesNotContain("told apart"); // nothing is left in doubt
    assertThat(compare(rows(600), List.of(KNOWING, YAML)).out())
        .containsPattern("plain +log-loss +worse by +0\\.\\d+ +\\[0\\.\\d+, 0\\.\\d+]");
  }

  @Test
  void twoThatAreTheSameCannotBeToldApartAndGoByTheirFiles() throws IOException {
    CommandRun run = compare(rows(200), List.of(YAML, YAML));

    assertThat(run.out()).contains("0.yaml", "1.yaml", "the same in every resample");
  }

  @Test
  void rowsThatOneRefusesAreLeftOutOfBothAndCounted() throws IOException {
    String rows = rows(200).replaceFirst("(?m)^(3),\\d+,", "$1,,");
    CommandRun run =
        compare(rows, List.of(YAML, YAML.replace("plain", "other").replace("noise", "x")));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("plain +.* 199 +1\n")
        .containsPattern("other +.* 200 +0\n")
        .contains("The figures are those of the 199 rows that all took")
        .contains("0 of plain, 1 of other", "first dead letter of plain: ");
  }

  @Test
  void pipelinesWithOtherLabelsAreRefusedByName() throws IOException {
    CommandRun label = compare(rows(60), List.of(YAML, YAML.replace("label: y", "label: hour")));
    CommandRun task =
        compare(
            rows(60),
            List.of(
                YAML,
                "pipeline: r\ninput: {topic: t, label: y}\nfeatures: [{standard: [x]}]\nmodel: linear\n"));

    assertThat(label.code()).isEqualTo(2);
    assertThat(label.err()).contains("input.label is y in the one and hour in the other", "1.yaml");
    assertThat(task.code()).isEqualTo(2);
    assertThat(task.err()).contains("task is binary in the one and regression in the other");
  }

  @Test
  void optionsOfOnePipelineAreRefused() throws IOException {
    List<String> two = List.of(YAML, KNOWING);

    assertThat(compare(rows(60), two, "--members").err()).contains("--members is for one pipeline");
    assertThat(compare(rows(60), two, "--label-time", "hour").err())
        .contains("--label-time and their options are for one pipeline, and several are named");
    assertThat(compare(rows(60), List.of(YAML), "--resamples", "10").err())
        .contains("--resamples is for the comparison of several pipelines");
    assertThat(compare(rows(60), two, "--resamples", "0").err())
        .contains("--resamples must be greater than 0");
  }

  private CommandRun compare(String rows, List<String> pipelines, String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("eval"));
    for (int at = 0; at < pipelines.size(); at++) {
      Path file = folder.resolve(at + ".yaml");
      Files.writeString(file, pipelines.get(at));
      arguments.add(file.toString());
    }
    Path data = folder.resolve("t.csv");
    Files.writeString(data, rows);
    arguments.addAll(List.of("--data", data.toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  /** Returns rows whose label {@code x} tells in nine of ten. */
  private static String rows(int count) {
    StringBuilder rows = new StringBuilder("hour,noise,y,x\n");
    for (int i = 0; i < count; i++) {
      int y = i * 7919 % 13 % 2;
      int x = i % 10 == 3 ? 1 - y : y;
      rows.append("%d,%d,%d,%d.5%n".formatted(i, i * 31 % 17, y, x));
    }
    return rows.toString();
  }
}
