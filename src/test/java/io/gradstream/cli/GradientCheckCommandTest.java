package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientCheckCommandTest {

  private static final String LEAST =
      """
      pipeline: p
      input: {topic: t, label: class, positive: UP}
      features:
        - standard: [nswprice, nswdemand]
        - one-hot: [day]
      optimizer: {adam: {}, batch-size: 32}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model: logistic",
        "model: {mlp: {hidden: [5, 4], activation: gelu}}",
        "model: {mlp: {hidden: [5], batch-norm: true, dropout: 0.3}}",
      })
  void everyGroupIsComparedOnRandomRecords(String model) throws IOException {
    CommandRun run = CommandRun.of("gradient-check", pipeline(model));
    assertThat(run.code()).as(run.toString()).isZero();
    assertThat(run.out()).contains("worst error", "the gradients are right");
    assertThat(run.out().contains("layer 1")).isEqualTo(model.contains("mlp"));
  }

  @Test
  void rowsOfAFileMayBeTaken() throws IOException {
    CommandRun run =
        CommandRun.of(
            "gradient-check",
            pipeline("model: {mlp: {hidden: [5]}}"),
            "--data",
            "src/test/resources/data/elec2.csv.gz");
    assertThat(run.code()).as(run.toString()).isZero();
    // bias, two numbers, days that are missing and the one day of 32 half hours: for five units
    assertThat(run.out()).containsPattern("layer 1 +25 ").contains("the gradients are right");
  }

  @Test
  void whatIsSaidOfAFileHolds() throws IOException {
    StringBuilder rows = new StringBuilder("nswprice!nswdemand!day!class\n");
    for (int i = 0; i < 50; i++) {
      rows.append(
          i % 7
              + ","
              + i % 9
              + (i % 4 == 0 ? "!void!" : "!" + i + "!")
              + i % 3
              + "!"
              + (i % 2 == 0 ? "UP" : "DOWN\n"));
      rows.append(i % 2 == 0 ? "\n" : "");
    }
    Path other = Files.writeString(folder.resolve("other.csv"), rows);
    CommandRun run =
        CommandRun.of(
            "gradient-check",
            pipeline("model: logistic"),
            "--data",
            other.toString(),
            "--delimiter",
            "!",
            "--decimal",
            ",",
            "--missing",
            "void",
            "--strict");
    assertThat(run.code()).as(run.toString()).isZero();
    assertThat(run.out()).contains("the gradients are right");
  }

  @Test
  void aFileThatDoesNotFitIsRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("other.csv"), "a,class\n1,UP\n");
    CommandRun run =
        CommandRun.of("gradient-check", pipeline("model: logistic"), "--data", other.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("does not fit the pipeline", "nswprice");
  }

  private String pipeline(String model) throws IOException {
    return Files.writeString(folder.resolve("p.yaml"), LEAST + model + "\n").toString();
  }
}
