package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands say of labels that come later, where they cannot do what was asked. */
class LaterLabelsUsageTest {

  private static final String FLIGHTS = "examples/flights/pipeline.yaml";
  private static final String AT_ONCE = "examples/flights/at-departure.yaml";

  @TempDir private Path folder;

  @Test
  void outcomesAreOfPipelinesWithLabels() {
    CommandRun tail = CommandRun.of("tail", "outcomes", AT_ONCE);

    assertThat(tail.code()).isEqualTo(2);
    assertThat(tail.err()).contains("has no outcomes", "`labels`").doesNotContain("\tat ");
  }

  @Test
  void labelsAreProducedForAPipelineThatReadsThem() throws IOException {
    String data = csv("y\n1\n");

    assertThat(CommandRun.of("produce", AT_ONCE, "--to-labels", "--data", data).err())
        .contains("--to-labels is for a pipeline with labels in a topic of their own");
    assertThat(CommandRun.of("produce", "--to-labels", "--topic", "t", "--data", data).err())
        .contains("--to-labels needs a --pipeline");
  }

  @Test
  void aDemoOfOnesOwnRowsNeedsTheirLabelsAndTheirTimes() throws IOException {
    String data = csv("y\n1\n");

    assertThat(CommandRun.of("demo", FLIGHTS, "--data", data).err())
        .contains("has its labels in a topic of their own: give them with --labels FILE");
    assertThat(CommandRun.of("demo", FLIGHTS, "--data", data, "--labels", data).err())
        .contains("--labels needs --time COL");
    assertThat(CommandRun.of("demo", "--labels", data).err()).contains("those of --data");
    assertThat(CommandRun.of("demo", AT_ONCE, "--data", data, "--labels", data).err())
        .contains("--labels is for a pipeline with labels in a topic of their own");
  }

  private String csv(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text).toString();
  }
}
