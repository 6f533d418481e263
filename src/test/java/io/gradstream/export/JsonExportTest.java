package io.gradstream.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.NamedWeight;
import io.gradstream.core.state.BlockSink;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonExportTest {

  private static final String PIPELINE =
      """
      pipeline: exported
      input: {topic: t, label: y}
      features:
        - standard: [a]
        - robust: [a]
        - one-hot: [c]
        - target-mean: [c]
        - frequency: [d]
      model: logistic
      optimizer: {sgd: {learning-rate: 0.1}}
      """;

  private final LearnerRule rule = PipelineReader.parse("p", PIPELINE, Map.of()).learner();

  @Test
  void weightsAndStatisticsHaveTheirNames() throws IOException {
    Learner learner = learned();
    JsonNode json = new ObjectMapper().readTree(text(learner));
    assertThat(json.get("version").asLong()).isEqualTo(learner.version());
    assertThat(json.get("step").asLong()).isEqualTo(20);
    assertThat(json.get("judged").asLong()).isEqualTo(20);
    List<NamedWeight> weights = learner.predictor().weights();
    assertThat(json.get("weights")).hasSameSizeAs(weights);
    for (int i = 0; i < weights.size(); i++) {
      JsonNode each = json.get("weights").get(i);
      assertThat(each.get("column").asText()).isEqualTo(weights.get(i).feature());
      assertThat(each.get("weight").asDouble()).isEqualTo(weights.get(i).value());
    }
    JsonNode standard = json.get("features").get(0);
    assertThat(standard.get("kind").asText()).isEqualTo("standard");
    assertThat(standard.at("/statistics/a/count").asLong()).isEqualTo(20);
    assertThat(standard.at("/statistics/a/mean").asDouble()).isEqualTo(9.5);
    assertThat(standard.at("/statistics/a/deviation").asDouble()).isEqualTo(Math.sqrt(33.25));
    assertThat(json.at("/features/1/statistics/a/median").asDouble()).isEqualTo(9.5);
    assertThat(json.at("/features/3/statistics/c=AA/mean").isNumber()).isTrue();
    assertThat(json.get("features").get(4).get("statistics").fieldNames())
        .toIterable()
        .anyMatch(name -> name.matches("d=#[0-9a-f]{16}"));
  }

  @Test
  void oneModelIsOneTextBeforeAndAfterARestart() throws IOException {
    Learner learner = learned();
    String first = text(learner);
    assertThat(text(learner)).isEqualTo(first).endsWith("}\n");
    Map<String, byte[]> stored = new LinkedHashMap<>();
    learner
        .state()
        .drain(
            (key, block) -> {
              if (block != BlockSink.DELETED) {
                stored.put(key, block);
              }
            });
    Learner restored = new Learner(rule);
    restored.restore(stored);
    assertThat(text(restored)).isEqualTo(first);
  }

  private String text(Learner learner) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonExport.write("exported", rule, learner.predictor(), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private Learner learned() {
    Learner learner = new Learner(rule);
    for (int i = 0; i < 20; i++) {
      Row row = new Row(rule.layout());
      row.setNumber(0, i);
      for (int slot = 0; slot < row.layout().categories().size(); slot++) {
        byte[] text = (i % 3 == 0 ? "AA" : "BB").getBytes(StandardCharsets.UTF_8);
        row.setCategory(slot, text, 0, text.length);
      }
      row.setLabel(i % 2);
      learner.take(row, i);
    }
    return learner;
  }
}
