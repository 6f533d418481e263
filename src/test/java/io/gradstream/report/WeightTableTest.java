package io.gradstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightTableTest {

  @TempDir private Path folder;

  @Test
  void theHeaviestFeaturesAreNamedAsTheirColumns() throws IOException {
    Learner learner =
        learned(
            "label: y",
            "[{standard: [x]}, {one-hot: [c]}, {cross: [c, d]}]",
            "logistic",
            (row, i) -> row.setLabel(i % 2));
    assertThat(WeightTable.of(learner, 3))
        .startsWith("weights, of 8\n  bias ")
        .containsPattern("  c x d=c[01]\\|d +-?[0-9.]+\\R")
        .containsPattern("  c=c[01] +-?[0-9.]+\\R")
        .hasLineCount(5);
  }

  @Test
  void ofSeveralClassesEachHasItsWeights() throws IOException {
    Learner learner =
        learned(
            "label: y",
            "[{one-hot: [c]}]",
            "softmax",
            (row, i) -> {
              byte[] name = (i % 2 == 0 ? "even" : "odd").getBytes(StandardCharsets.UTF_8);
              row.setLabelText(name, 0, name.length);
            });
    assertThat(WeightTable.of(learner, 9)).contains("c=c1 for odd").contains("bias for even");
  }

  @Test
  void aNetworkHasNone() throws IOException {
    Learner learner =
        learned(
            "label: y", "[{standard: [x]}]", "{mlp: {hidden: [2]}}", (row, i) -> row.setLabel(1));
    assertThat(WeightTable.of(learner, 3)).contains("the model is a network");
  }

  private interface Labels {
    void set(Row row, int i);
  }

  private Learner learned(String label, String features, String model, Labels labels)
      throws IOException {
    Path file = folder.resolve("p.yaml");
    Files.writeString(
        file,
        "pipeline: p\ninput: {topic: t, %s}\nfeatures: %s\nmodel: %s\n"
            .formatted(label, features, model));
    LearnerRule rule = PipelineReader.read(file, Map.of()).learner();
    Learner learner = new Learner(rule);
    Row row = new Row(rule.layout());
    for (int i = 0; i < 50; i++) {
      row.clear();
      for (int slot = 0; slot < row.layout().numbers().size(); slot++) {
        row.setNumber(slot, i % 7);
      }
      for (int slot = 0; slot < row.layout().categories().size(); slot++) {
        byte[] text = (slot == 0 ? "c" + i % 2 : "d").getBytes(StandardCharsets.UTF_8);
        row.setCategory(slot, text, 0, text.length);
      }
      labels.set(row, i);
      learner.take(row, i);
    }
    return learner;
  }
}
