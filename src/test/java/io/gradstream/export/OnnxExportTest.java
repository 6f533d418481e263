package io.gradstream.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxExportTest {

  private static final int LEARNED = 600;
  private static final int SCORED = 300;

  @Test
  void theExportedModelScoresRecordsAsTheLearner() throws IOException {
    String text = ExportedPipelines.working(LEARNED);
    ExportedRows.requireSame(text, ExportedPipelines.BIKES, LEARNED, SCORED);
  }

  @Test
  void theExportedModelNamesTheClassThatTheLearnerNames() throws IOException {
    String text = ExportedPipelines.weather(LEARNED);
    ExportedRows.requireSame(text, ExportedPipelines.BIKES, LEARNED, SCORED);
  }

  @Test
  void theExportedModelPredictsNumbersInTheLabelsUnit() throws IOException {
    String text = ExportedPipelines.rentals(LEARNED, "cnt", "label-range: seen");
    ExportedRows.requireSame(text, ExportedPipelines.BIKES, LEARNED, SCORED);
  }

  @Test
  void whatCannotBeExportedIsRefusedByNameAllAtOnce() {
    String text =
        """
        pipeline: exported
        input: {topic: t, label: y}
        features:
          - standard: {fields: [a], missing: last}
          - lag: {fields: [b], steps: [1]}
          - hash: {fields: [c], buckets: 9}
          - frequency: [d]
        model: logistic
        """;
    LearnerRule rule = PipelineReader.parse("p", text, Map.of()).learner();
    Learner learner = new Learner(rule);
    take(learner, rule, "x", "AA");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatThrownBy(() -> OnnxExport.write("p", rule, learner.predictor(), out))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("p: missing: last of [a]: ")
        .hasMessageContaining("p: b lag 1: ")
        .hasMessageContaining("p: hash of [c]: ")
        .hasMessageContaining("p: frequency of d: 1 of its 1 categories");
    assertThat(out.size()).isZero();
  }

  @Test
  void aCategoryWhoseNameIsCutIsRefusedAndSoIsTheEmptyOne() {
    String text =
        """
        pipeline: exported
        input: {topic: t, label: y}
        features:
          - one-hot: [c]
          - cross: [c, d]
          - ordinal: {field: d, order: ["", short], unknown: missing}
        model: logistic
        """;
    LearnerRule rule = PipelineReader.parse("p", text, Map.of()).learner();
    Learner learner = new Learner(rule);
    take(learner, rule, "x".repeat(90), "short");
    take(learner, rule, "short", "");
    assertThatThrownBy(
            () -> OnnxExport.write("p", rule, learner.predictor(), new ByteArrayOutputStream()))
        .hasMessageContaining("one-hot of c: has the category xxxxx")
        .hasMessageContaining("cross of [c, d]: has the category xxxxx")
        .hasMessageContaining("cross of [c, d]: has the empty text")
        .hasMessageContaining("ordinal of d: has the empty text");
  }

  @Test
  void textsWithBarsAreToldApartInCombinations() throws IOException {
    String text =
        """
        pipeline: exported
        input: {topic: t, label: y}
        features:
          - cross: [c, d]
        model: logistic
        validation: {window: 40}
        early-stopping: {metric: log-loss, max-steps: 1, on-stop: freeze}
        """;
    LearnerRule rule = PipelineReader.parse("p", text, Map.of()).learner();
    Learner learner = new Learner(rule);
    List<String> texts = List.of("a", "a|b", "b", "b|c", "c", "|", "größer");
    for (int i = 0; i < 200; i++) {
      take(learner, rule, texts.get(i % 7), texts.get(i * i / 3 % 7));
    }
    Judge judge = new Judge(rule.layout());
    List<double[]> wanted = new ArrayList<>();
    for (String c : texts) {
      for (String d : texts) {
        Row row = row(rule, c, d);
        judge.add(row);
        wanted.add(new double[] {learner.take(row, 0).score()});
      }
    }
    ExportedRows.requireSame(rule, learner, judge, wanted);
  }

  private static void take(Learner learner, LearnerRule rule, String c, String d) {
    Row row = row(rule, c, d);
    row.setLabel(c.length() + d.length() > 2 ? 1 : 0);
    learner.take(row, 0);
  }

  private static Row row(LearnerRule rule, String c, String d) {
    Row row = new Row(rule.layout());
    for (int slot = 0; slot < row.layout().categories().size(); slot++) {
      String text = row.layout().categories().get(slot).equals("c") ? c : d;
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      row.setCategory(slot, bytes, 0, bytes.length);
    }
    return row;
  }
}
