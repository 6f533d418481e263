package io.gradstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registry's answers on the wire, as Confluent's gives them. */
class EmbeddedSchemaRegistryTest {

  private static final String SCHEMA =
      "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":[]}";
  private static final String BODY = "{\"schema\":\"" + SCHEMA + "\"}";

  private EmbeddedSchemaRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedSchemaRegistry.start(OptionalInt.empty());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void itListensOnLoopbackOnly() {
    assertThat(registry.url()).startsWith("http://127.0.0.1:");
  }

  @Test
  void aRegisteredSchemaIsAnsweredInEveryWay() throws Exception {
    String guid = "\"guid\":\"74eac7ad-f8e9-b2da-013c-1887a2f89163\""; // MD5 of the text
    String version =
        "{\"subject\":\"flights-value\",\"version\":1,\"id\":1,%s,\"schema\":\"%s\"}"
            .formatted(guid, SCHEMA);
    String byId = "{" + guid + "," + BODY.substring(1);

    assertAnswer(post("/subjects/flights-value/versions", BODY), 200, "{\"id\":1," + guid + "}");
    assertAnswer(post("/subjects/flights-value", BODY), 200, version);
    assertAnswer(get("/subjects/flights-value/versions/1"), 200, version);
    assertAnswer(get("/subjects/flights-value/versions/latest"), 200, version);
    assertAnswer(get("/subjects/flights-value/versions/-1"), 200, version);
    assertAnswer(get("/subjects/flights-value/versions"), 200, "[1]");
    assertAnswer(get("/schemas/ids/1"), 200, byId);
    String path = "/schemas/guids/74eac7ad-f8e9-b2da-013c-1887a2f89163";
    assertAnswer(get(path), 200, byId);
    assertAnswer(get(path + "/ids"), 200, "[{\"context\":\".\",\"id\":1}]");
    assertAnswer(get("/subjects"), 200, "[\"flights-value\"]");
  }

  @Test
  void theRootAndTheCompatibilityLevelAreAnswered() throws Exception {
    assertAnswer(get("/"), 200, "{}");
    assertAnswer(get("/config"), 200, "{\"compatibilityLevel\":\"BACKWARD\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "/schemas/ids/7, 404, 40403, Schema 7 not found",
    "/schemas/guids/x, 404, 40403, Schema x not found",
    "/subjects/none/versions, 404, 40401, Subject 'none' not found.",
    "/subjects/none/versions/latest, 404, 40401, Subject 'none' not found.",
    "/subjects/some/versions/7, 404, 40402, Version 7 not found.",
    "/subjects/some/versions/0, 422, 42202, The specified version '0' is not a valid version id",
    "/subjects/some/versions/x, 422, 42202, The specified version 'x' is not a valid version id",
    "/nothing/here, 404, 404, ''"
  })
  void whatIsNotThereHasAnErrorCode(String path, int status, int code, String message)
      throws Exception {
    post("/subjects/some/versions", BODY);

    assertError(get(path), status, code, message);
  }

  @Test
  void aSchemaThatIsNotInTheSubjectIsNotFound() throws Exception {
    assertError(post("/subjects/some", BODY), 404, 40401, "Subject 'some' not found.");
    post("/subjects/some/versions", BODY);

    assertError(
        post("/subjects/some", "{\"schema\":\"\\\"string\\\"\"}"), 404, 40403, "Schema not found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"schema\":\"{}\"}",
        "{}",
        "no json",
        "{\"schema\":\"syntax\",\"schemaType\":\"PROTOBUF\"}"
      })
  void aSchemaThatIsNoneIsInvalid(String body) throws Exception {
    assertError(post("/subjects/some/versions", body), 422, 42201, "Invalid schema");
  }

  @Test
  void anIncompatibleSchemaIsAConflict() throws Exception {
    post("/subjects/some/versions", BODY);

    assertError(
        post("/subjects/some/versions", "{\"schema\":\"\\\"string\\\"\"}"),
        409,
        409,
        "incompatible");
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    int port = URI.create(registry.url()).getPort();

    assertThatThrownBy(() -> EmbeddedSchemaRegistry.start(OptionalInt.of(port)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1:" + port);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder().GET(), path);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)), path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(request.uri(URI.create(registry.url() + path)).build(), BodyHandlers.ofString());
  }

  private static void assertAnswer(HttpResponse<String> answer, int status, String body) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(
            type -> assertThat(type).startsWith("application/vnd.schemaregistry.v1+json"));
  }

  private static void assertError(
      HttpResponse<String> answer, int status, int code, String message) {
    assertThat(answer.body())
        .startsWith("{\"error_code\":" + code + ",\"message\":\"")
        .contains(message);
    assertAnswer(answer, status, answer.body());
  }
}
