package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo from its command line to its table. */
class DemoIT {

  @TempDir private Path directory;

  @Test
  void theDemoProducesLearnsAndPrintsItsTable() {
    CommandRun demo = CommandRun.of("demo", "--rows", "20000");
    assertThat(demo.code()).as(demo.err()).isZero();
    assertThat(demo.out())
        .contains("broker    127.0.0.1:", "registry  http://127.0.0.1:", "pipeline  flight-delays")
        .containsPattern("model +no change +majority")
        .containsPattern("accuracy +0\\.\\d{4} +0\\.\\d{4} +0\\.\\d{4}\n")
        .containsPattern("log-loss +0\\.4\\d{3} +0\\.\\d{4} +0\\.\\d{4}\n")
        .containsPattern("AUC +0\\.\\d{4} +0\\.\\d{4} +0\\.5000\n")
        .containsPattern("examples +19,\\d{3}\n")
        .containsPattern("predictions +20,000\n")
        .containsPattern("outcomes +19,\\d{3}\n")
        .containsPattern("unlabelled +0\n")
        .containsPattern("waiting +[1-9]\\d{0,2}\n") // in the air where the rows end
        .containsPattern("age, median +2 h \\d+ min\n")
        .containsPattern("decisions +0\n")
        .containsPattern("dead letters +0\n")
        .containsPattern("rows/s +[\\d,]+\n")
        .contains("gradstream demo --rows 20000 --keep-running", "gradstream describe ");
    assertThat(demo.err()).isEmpty();
  }

  @Test
  void theDemoRunsOnTheUsersOwnFile() throws IOException {
    StringBuilder rows = new StringBuilder("created,amount,shop,fraud\n");
    for (int i = 0; i < 300; i++) {
      rows.append(
          "2024-05-01T00:%02d:%02dZ,%d,s%d,%d\n".formatted(i / 60, i % 60, i, i % 3, i % 2));
    }
    rows.append("2024-05-01T01:00:00Z,1,s0,7\n"); // a label that is neither 0 nor 1
    Path data = Files.writeString(directory.resolve("own.csv"), rows);
    Path pipeline = own("logistic");
    Files.writeString(
        pipeline,
        """
        topics: {replication-factor: 3, config: {min.insync.replicas: 2}}
        kafka: {security.protocol: SASL_SSL, sasl.mechanism: PLAIN, replication.factor: 3}
        """,
        StandardOpenOption.APPEND);
    CommandRun demo =
        CommandRun.of(
            "demo",
            "--data",
            data.toString(),
            "--pipeline",
            pipeline.toString(),
            "--time",
            "created");
    assertThat(demo.code()).as(demo.err()).isZero();
    assertThat(demo.out())
        .containsPattern("examples +300\n")
        .containsPattern("dead letters +1\n")
        .contains("set aside topics.replication-factor, ", "kafka.security.protocol")
        .contains("first dead letter: ");
  }

  @Test
  void theDemoLearnsTheUsersOwnRowsWhenTheirLabelsAreKnownByThePipelineOfInit() throws IOException {
    StringBuilder rows = new StringBuilder("at,id,amount,shop\n");
    StringBuilder labels = new StringBuilder("seen,of,fraud\n");
    for (int i = 0; i < 300; i++) {
      rows.append("2024-05-01T%02d:%02d:00Z,o%d,%d,s%d\n".formatted(i / 60, i % 60, i, i, i % 3));
      int later = i + 20;
      if (i % 10 != 0) {
        labels.append(
            "2024-05-01T%02d:%02d:00Z,o%d,%d\n".formatted(later / 60, later % 60, i, i % 3 / 2));
      }
    }
    String data = Files.writeString(directory.resolve("own.csv"), rows).toString();
    String later = Files.writeString(directory.resolve("later.csv"), labels).toString();
    String file = directory.resolve("init.yaml").toString();
    List<String> both =
        List.of("--data", data, "--time", "at", "--labels", later, "--labels-time", "seen");
    List<String> init = new ArrayList<>(List.of("init", "--label", "fraud", "--output", file));
    init.addAll(both);
    init.addAll(List.of("--key", "id", "--labels-key", "of"));
    CommandRun written = CommandRun.of(init.toArray(String[]::new));
    assertThat(written.code()).as(written.err()).isZero();

    List<String> arguments = new ArrayList<>(List.of("demo", file));
    arguments.addAll(both);
    CommandRun demo = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(demo.code()).as(demo.err()).isZero();
    assertThat(demo.out())
        .containsPattern("predictions +300\n")
        .containsPattern("outcomes +270\n")
        .containsPattern("age, median +20 min\n")
        .containsPattern("dead letters +0\n")
        .contains("--labels-time seen   # tune, without Kafka");
  }

  @Test
  void dataWithoutAPipelineIsBadUsage() {
    CommandRun demo = CommandRun.of("demo", "--data", "own.csv");
    assertThat(demo.code()).isEqualTo(2);
    assertThat(demo.err()).contains("--data needs --pipeline").doesNotContain("\tat ");
    assertThat(demo.out()).isEmpty();
  }

  @Test
  void everyProblemOfABrokenPipelineIsReportedBeforeAnythingStarts() throws IOException {
    Path pipeline = own("logistik");
    Files.writeString(pipeline, Files.readString(pipeline).replace("0.1", "-1"));
    CommandRun demo = CommandRun.of("demo", "--pipeline", pipeline.toString());
    assertThat(demo.code()).isEqualTo(2);
    assertThat(demo.err())
        .contains("own.yaml:6", "logistik", "own.yaml:7", "learning-rate")
        .doesNotContain("\tat ");
    assertThat(demo.out()).isEmpty();
  }

  @Test
  void aMisspeltColumnIsReportedBeforeAnythingStarts() throws IOException {
    Path data = Files.writeString(directory.resolve("own.csv"), "created,amount\n1,2\n");
    CommandRun demo =
        CommandRun.of(
            "demo",
            "--data",
            data.toString(),
            "--pipeline",
            own("logistic").toString(),
            "--time",
            "creatd");
    assertThat(demo.code()).isEqualTo(2);
    assertThat(demo.err()).contains("creatd", "created").doesNotContain("\tat ");
    assertThat(demo.out()).isEmpty();
  }

  private Path own(String model) throws IOException {
    return Files.writeString(
        directory.resolve("own.yaml"),
        """
        pipeline: shop-fraud
        input: {topic: payments, label: fraud}
        features:
          - standard: [amount]
          - one-hot: [shop]
        model: %s
        optimizer: {sgd: {learning-rate: 0.1}}
        """
            .formatted(model));
  }
}
