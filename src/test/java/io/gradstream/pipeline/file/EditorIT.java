package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.node.NodeScripts;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pipeline files in an editor: the language server that VS Code and others run, and the schema. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EditorIT {

  private static JsonNode seen;

  @BeforeAll
  static void edit() throws Exception {
    Process node =
        new ProcessBuilder(
                "node",
                NodeScripts.path("editor.mjs", "yaml-language-server"),
                "examples/flights/pipeline.yaml")
            .redirectErrorStream(true)
            .start();
    try {
      byte[] out = node.getInputStream().readAllBytes();
      assertThat(node.waitFor()).as(new String(out, StandardCharsets.UTF_8)).isZero();
      seen = new ObjectMapper().readTree(out);
    } finally {
      node.destroyForcibly();
    }
  }

  @Test
  void theExampleHasNothingMarkedAndAMistakeIsMarkedInItsLine() {
    assertThat(seen.get("good")).isEmpty();
    assertThat(seen.get("bad")).hasSize(1);
    assertThat(seen.at("/bad/0").asText()).matches("\\d+: .*learning-rat .*");
  }

  @Test
  void besideAKeyStandsItsSentenceAndAnExample() {
    assertThat(seen.get("hover").asText())
        .contains("How the model learns", "For example: ", "learning-rate: 0.01");
  }

  @Test
  void whatIsOfferedCanBeReadAndIsWhatTheFileTakes() {
    assertThat(seen.get("offered")).hasSize(7);
    for (JsonNode offers : seen.get("offered")) {
      assertThat(offers).isNotEmpty();
      for (JsonNode offer : offers) {
        assertThat(offer.get("label").asText()).isNotBlank().doesNotContain("[object");
      }
    }
    assertThat(seen.at("/offered/optimizer").findValuesAsText("label"))
        .contains("adam", "{adam: {learning-rate: 0.01}, batch-size: 1}");
    assertThat(seen.at("/offered/kafka/0/text").asText())
        .contains("\\${KAFKA_BOOTSTRAP_SERVERS:localhost:9092");
  }
}
