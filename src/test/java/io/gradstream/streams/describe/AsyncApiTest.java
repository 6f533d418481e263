package io.gradstream.streams.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.gradstream.client.DeadLetterHeaders;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.streams.output.OutputSchemas;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsyncApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schema SPECIFICATION = specification();

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("examples"), 2)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> text(file).contains("pipeline:"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleFitsTheSpecification(Path file) throws IOException {
    JsonNode document = document(PipelineReader.look(file, Map.of()).whole());

    assertThat(SPECIFICATION.validate(document)).isEmpty();
    assertThat(document.at("/channels").size()).isGreaterThanOrEqualTo(6);
  }

  @Test
  void whatDoesNotFitTheSpecificationWouldBeFound() throws IOException {
    ObjectNode document = (ObjectNode) document(pipeline(""));
    ((ObjectNode) document.at("/operations/receive-input")).put("action", "subscribe");

    assertThat(SPECIFICATION.validate(document)).isNotEmpty();
  }

  @Test
  void everyTopicIsThereWithItsActionKeyAndSchema() throws IOException {
    JsonNode document =
        document(pipeline("labels: {topic: truths, field: y, key: [id], wait: 1h}\n"));

    assertThat(addresses(document))
        .containsExactly(
            "rows",
            "truths",
            "p.predictions",
            "p.outcomes",
            "p.metrics",
            "p.decisions",
            "p.dead-letters",
            "p-model-changelog");
    assertThat(document.at("/operations/receive-labels/action").asText()).isEqualTo("receive");
    assertThat(document.at("/operations/send-predictions/action").asText()).isEqualTo("send");
    assertThat(document.at("/channels/predictions/messages/predictions/payload/schema").toString())
        .isEqualTo(JSON.readTree(OutputSchemas.PREDICTION.toString()).toString());
    assertThat(
            document
                .at("/channels/labels/messages/labels/payload/schema/properties/y/description")
                .asText())
        .startsWith("The label");
    assertThat(
            document
                .at("/channels/model/bindings/kafka/topicConfiguration/cleanup.policy/0")
                .asText())
        .isEqualTo("compact");
    assertThat(
            document
                .at("/channels/predictions/messages/predictions/bindings/kafka/schemaIdLocation")
                .asText())
        .isEqualTo("payload");
  }

  @Test
  void theHeadersOfDeadLettersAreThoseThatArePublished()
      throws IOException, IllegalAccessException {
    JsonNode headers =
        document(pipeline("")).at("/channels/deadLetters/messages/deadLetters/headers/properties");

    for (var field : DeadLetterHeaders.class.getFields()) {
      assertThat(headers.has(String.valueOf(field.get(null)))).as(field.getName()).isTrue();
    }
  }

  @Test
  void jsonOutputsHaveNoIdOfASchema() throws IOException {
    JsonNode document = document(pipeline("output: {format: json}\n"));
    JsonNode predictions = document.at("/channels/predictions/messages/predictions");

    assertThat(predictions.get("contentType").asText()).isEqualTo("application/json");
    assertThat(predictions.at("/bindings/kafka/schemaIdLocation").isMissingNode()).isTrue();
    assertThat(SPECIFICATION.validate(document)).isEmpty();
  }

  @Test
  void secretsAreLeftOut() throws IOException {
    String kafka =
        """
        kafka:
          bootstrap.servers: "one:9092, two:9093"
          security.protocol: SASL_SSL
          sasl.mechanism: PLAIN
          sasl.jaas.config: "org.apache.kafka.common.security.plain.PlainLoginModule required username=u password=hidden-1;"
          schema.registry.url: "https://user:hidden-2@registry.example:8081/path?token=hidden-3"
        """;
    JsonNode document = document(pipeline(kafka));

    assertThat(document.toString()).doesNotContain("hidden");
    assertThat(document.at("/servers/broker2/host").asText()).isEqualTo("two:9093");
    assertThat(document.at("/servers/broker1/protocol").asText()).isEqualTo("kafka-secure");
    assertThat(document.at("/servers/broker1/bindings/kafka/schemaRegistryUrl").asText())
        .isEqualTo("https://registry.example:8081/path");
    assertThat(SPECIFICATION.validate(document)).isEmpty();
  }

  private static List<String> addresses(JsonNode document) {
    return document.get("channels").properties().stream()
        .map(channel -> channel.getValue().get("address").asText())
        .toList();
  }

  @Test
  void fieldsThatASchemaIsStillToChooseAreAnnounced() throws IOException {
    WrittenPipeline auto =
        PipelineReader.look(
                "p.yaml",
                "pipeline: p\ninput: {topic: rows, key: [id]}\n"
                    + "labels: {topic: truths, field: y, wait: 1h}\nfeatures: auto\nmodel: logistic\n",
                Map.of())
            .whole();

    JsonNode channels = document(auto).at("/channels");

    assertThat(channels.at("/input/messages/input/payload").toString())
        .contains("features: auto chooses more.");
    assertThat(channels.at("/labels/messages/labels/payload").toString())
        .contains("The fields that are read")
        .doesNotContain("chooses more");
  }

  private static Pipeline pipeline(String more) {
    String label = more.startsWith("labels") ? "key: [id]" : "label: y";
    return PipelineReader.parse(
        "p.yaml",
        "pipeline: p\ninput: {topic: rows, %s}\nfeatures: [{standard: [x]}, {one-hot: [c]}]\nmodel: logistic\n%s"
            .formatted(label, more),
        Map.of());
  }

  private static JsonNode document(Pipeline pipeline) throws JsonProcessingException {
    return document(new WrittenPipeline(pipeline));
  }

  private static JsonNode document(WrittenPipeline written) throws JsonProcessingException {
    return JSON.readTree(AsyncApi.of(written));
  }

  private static Schema specification() {
    try (InputStream in = AsyncApiTest.class.getResourceAsStream("/asyncapi/asyncapi-3.0.0.json")) {
      return SchemaRegistry.withDialect(Dialects.getDraft7()).getSchema(JSON.readTree(in));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
