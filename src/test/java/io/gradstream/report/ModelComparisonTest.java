package io.gradstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.Predictor;
import io.gradstream.pipeline.file.PipelineReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelComparisonTest {

  private static final String LINEAR = "logistic";

  @Test
  void whatMovedIsNamedWithBothValuesAndTheDifferenceTheMostFirst() {
    String text = ModelComparison.of(learned(LINEAR, 20, 2), learned(LINEAR, 60, 4), 3);
    assertThat(text)
        .startsWith("weights, 6 of 7 moved; most by how far\n")
        .containsPattern("  c=c[23] +- +-?[\\d.]+ +-?[\\d.]+\\R")
        .containsPattern("statistics, \\d+ of \\d+ moved; most by their share\\R")
        .containsPattern("  model step +20 +60 +40\\R")
        .contains("names added (columns, categories, classes): 2\n  c=c2\n  c=c3\n")
        .endsWith("names gone: none\n");
  }

  @Test
  void onlySoManyAreListedAndOfEqualModelsNone() {
    Predictor before = learned(LINEAR, 20, 2);
    assertThat(ModelComparison.of(before, learned(LINEAR, 60, 9), 1))
        .contains("names added (columns, categories, classes): 7\n  c=c2\nnames gone");
    assertThat(ModelComparison.of(before, learned(LINEAR, 20, 2), 3))
        .isEqualTo(
            """
            weights: none has moved
            statistics: none has moved
            names added (columns, categories, classes): none
            names gone: none
            """);
  }

  @Test
  void unitsOfANetworkHaveNoNamesAndItsStatisticsHave() {
    String network = "{mlp: {hidden: [2]}}";
    assertThat(ModelComparison.of(learned(network, 20, 2), learned(network, 60, 2), 9))
        .startsWith("weights: the models are networks, whose units have no names\nstatistics, ")
        .contains("standard.0 x mean");
  }

  private static Predictor learned(String model, int rows, int categories) {
    String yaml =
        """
        pipeline: p
        input: {topic: t, label: y}
        features: [{standard: [x]}, {one-hot: [c]}]
        model: %s
        optimizer: {sgd: {learning-rate: 0.1}}
        """
            .formatted(model);
    Learner learner = new Learner(PipelineReader.parse("p.yaml", yaml, Map.of()).learner());
    Row row = new Row(learner.predictor().rule().layout());
    for (int i = 0; i < rows; i++) {
      row.clear();
      row.setNumber(0, i % 7);
      byte[] text = ("c" + i % categories).getBytes(StandardCharsets.UTF_8);
      row.setCategory(0, text, 0, text.length);
      row.setLabel(i % 3 / 2);
      learner.take(row, i);
    }
    return learner.predictor();
  }
}
