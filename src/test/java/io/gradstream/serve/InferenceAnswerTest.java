package io.gradstream.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.core.data.Task;
import io.gradstream.score.Score;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InferenceAnswerTest {

  private static final Map<String, Double> THOUSAND =
      IntStream.range(0, 1000)
          .mapToObj(k -> "class" + k)
          .collect(Collectors.toMap(Function.identity(), name -> 0.001));

  @Test
  void asManyProbabilitiesAsAnAnswerMayHaveAreWritten() throws IOException {
    JsonNode outputs = answer(1000, "");
    assertThat(outputs.findValuesAsText("name")).contains("probabilities");
    assertThat(outputs.get(2).get("data")).hasSize(1_000_000);
  }

  @Test
  void moreAreRefusedWithWhatToDo() {
    assertThatThrownBy(() -> answer(1001, ""))
        .isInstanceOfSatisfying(
            RequestException.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(413);
              assertThat(refused.sentence())
                  .contains("1,001 rows and 1,000 classes", "more than 1,000,000 numbers")
                  .contains("send fewer rows at once, or name the outputs that you need");
            });
  }

  @Test
  void whoNamesOtherOutputsIsAnswered() throws IOException {
    JsonNode outputs = answer(1001, ", \"outputs\": [{\"name\": \"class\"}]");
    assertThat(outputs).hasSize(1);
    assertThat(outputs.get(0).get("data")).hasSize(1001);
  }

  private static JsonNode answer(int rows, String more) throws IOException {
    Score score = new Score(0.001, Optional.of("class0"), THOUSAND, 0, 1, 0, Optional.empty());
    String body =
        "{\"inputs\": [{\"name\": \"x\", \"shape\": [1], \"datatype\": \"FP64\", \"data\": [1]}]%s}"
            .formatted(more);
    List<Score> scores = Collections.nCopies(rows, score);
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      InferenceAnswer.write(
          "m",
          Task.MULTICLASS,
          InferenceRequest.parse(body.getBytes(StandardCharsets.UTF_8), Set.of("x")),
          scores,
          out);
    }
    return new ObjectMapper().readTree(text.toString()).get("outputs");
  }
}
