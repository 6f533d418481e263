package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pipeline files in an editor: the language server that VS Code and others run, and the schema. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EditorIT {

  private static final Path HOME = Path.of("src/test/node");
  private static JsonNode seen;

  @BeforeAll
  static void edit() throws Exception {
    if (!Files.isDirectory(HOME.resolve("node_modules/yaml-language-server"))) {
      String lacking = "the language server is not there: run 'npm ci' in " + HOME;
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        Assertions.fail(lacking);
      }
      Assumptions.abort(lacking);
    }
    Process node =
        new ProcessBuilder(
                "node", HOME.resolve("editor.mjs").toString(), "examples/flights/pipeline.yaml")
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
