package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.pipeline.Http;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.score.Scorer;
import io.gradstream.serve.HealthRoutes;
import io.gradstream.serve.HttpService;
import io.gradstream.serve.ScorerHealth;
import io.gradstream.serve.ScoringRoutes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A committed model that is asked over HTTP. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HttpIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PipelineCluster CLUSTER = PipelineCluster.shared();
  private static Scorer scorer;
  private static HttpService server;
  private static String name;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start(TestInfo test) throws Exception {
    JsonPipeline usual = new JsonPipeline(CLUSTER, PipelineCluster.nameOf(test), "");
    CLUSTER.createTopic(usual.name, 1);
    usual.produce(0, 600);
    usual.learn(600);
    name = usual.name;
    Http http =
        new Http(
            Optional.of(0), "127.0.0.1", Optional.empty(), Optional.empty(), 2_000, 5, 4, 10_000);
    scorer = Scorer.follow(Map.of(), usual.pipeline().withHttp(http));
    assertThat(scorer.await(Duration.ofSeconds(30))).isTrue();
    server = served(scorer);
  }

  private static HttpService served(Scorer by) throws IOException {
    return HttpService.start(
        by.pipeline().http(),
        "--http",
        List.of(new HealthRoutes(new ScorerHealth(by)), new ScoringRoutes(by)));
  }

  @AfterAll
  static void stop() {
    server.close();
    scorer.close();
  }

  @Test
  void aPlainRowIsAnsweredWithWhatATopicWouldSay() throws Exception {
    double expected = scorer.score(Map.of("x", 7)).value();
    JsonNode answer = JSON.readTree(post("/v1/predict", "{\"x\": 7, \"other\": [1]}", 200));
    assertThat(answer.get("score").asDouble()).isEqualTo(expected);
    assertThat(answer.get("version").asLong()).isEqualTo(scorer.version().orElseThrow());
  }

  @Test
  void rowsInAnArrayAreAnsweredInTheirOrder() throws Exception {
    JsonNode answer = JSON.readTree(post("/v1/predict", "[ {\"x\": 1}, {\"x\": 8.0} ]", 200));
    assertThat(answer.findValues("score").stream().map(JsonNode::asDouble))
        .containsExactly(
            scorer.score(Map.of("x", 1)).value(), scorer.score(Map.of("x", 8)).value());
    assertThat(post("/v1/predict", "[]", 200)).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"x\": \"many\"}          | 400 | x",
        "[{\"x\": 1}, {\"x\": []}]  | 400 | row 1",
        "{\"y\": 1}                 | 400 | x",
        "{\"x\": 1                  | 400 | JSON",
        "17                         | 400 | a row, which is a JSON object",
        "[1]                        | 400 | no object",
        "[{\"x\": 1}] and more      | 400 | JSON",
        "[{\"x\":1},{\"x\":1},{\"x\":1},{\"x\":1},{\"x\":1},{\"x\":1}] | 413 | http.max-rows",
      })
  void whatIsWrongWithRowsIsSaid(String body, int status, String message) throws Exception {
    assertThat(JSON.readTree(post("/v1/predict", body, status)).get("error").asText())
        .contains(message);
  }

  @Test
  void aBodyInAnotherEncodingIsRefused() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + "/v1/predict"))
            .POST(BodyPublishers.ofByteArray("[{\"x\": 1}]".getBytes(StandardCharsets.UTF_16BE)))
            .build();
    assertThat(answer(request, 400)).contains("UTF-8");
  }

  @Test
  void headIsAnsweredAsGetIs() throws Exception {
    for (String path : List.of("/v2/health/ready", "/v2/models/" + name, "/v2/models/other")) {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
      assertThat(status(request.method("HEAD", BodyPublishers.noBody())))
          .isEqualTo(status(request.GET()));
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() throws Exception {
    String large = "{\"x\": 1, \"more\": \"" + "x".repeat(3_000) + "\"}";
    assertThat(post("/v1/predict", large, 413)).contains("http.max-bytes");
  }

  @Test
  void theProtocolsHealthAndMetadataAreThere() throws Exception {
    assertThat(get("/v2/health/live", 200)).isEqualTo("{\"live\":true}");
    assertThat(get("/v2/health/ready", 200)).isEqualTo("{\"ready\":true}");
    assertThat(JSON.readTree(get("/v2", 200)).get("name").asText()).isEqualTo("gradstream");
    assertThat(JSON.readTree(get("/v2/models/" + name + "/ready", 200)).get("ready").asBoolean())
        .isTrue();
    JsonNode model = JSON.readTree(get("/v2/models/" + name, 200));
    assertThat(model.get("platform").asText()).isEqualTo("gradstream");
    assertThat(model.get("inputs").toString())
        .isEqualTo("[{\"name\":\"x\",\"datatype\":\"FP64\",\"shape\":[-1]}]");
    assertThat(model.get("outputs").toString())
        .isEqualTo("[{\"name\":\"score\",\"datatype\":\"FP64\",\"shape\":[-1]}]");
    String version = model.get("versions").get(0).asText();
    get("/v2/models/" + name + "/versions/" + version, 200);
    assertThat(get("/v2/models/" + name + "/versions/1", 404)).contains("only its newest version");
    assertThat(get("/v2/models/other", 404)).contains("there is no model 'other'");
  }

  @Test
  void anInferenceHasAnElementForEachRow() throws Exception {
    String request =
        "{\"id\": \"42\", \"inputs\": [{\"name\": \"x\", \"shape\": [3], \"datatype\": \"FP64\","
            + " \"data\": [1.0, null, 8]}], \"outputs\": [{\"name\": \"score\"}]}";
    JsonNode answer =
        JSON.readTree(post("/v2/models/" + name + "/infer", withFeature(request), 200));
    assertThat(answer.get("model_name").asText()).isEqualTo(name);
    assertThat(answer.get("id").asText()).isEqualTo("42");
    assertThat(answer.get("model_version").asLong()).isEqualTo(scorer.version().orElseThrow());
    JsonNode output = answer.get("outputs").get(0);
    assertThat(output.get("shape").toString()).isEqualTo("[2]");
    assertThat(output.get("data").get(1).asDouble())
        .isEqualTo(scorer.score(Map.of("x", 8)).value());
  }

  /** A row without any feature is refused, as in the topic. */
  private static String withFeature(String request) {
    return request.replace("[3]", "[2]").replace("null, ", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                                                | inputs is empty",
        "[{'name':'z','shape':[1],'datatype':'FP64','data':[1]}]           | no field that the pipeline",
        "[{'name':'x','shape':[2],'datatype':'FP64','data':[1]}]           | 1 elements",
        "[{'name':'x','shape':[1],'datatype':'FP64','data':['a']}]         | datatype FP64",
        "[{'name':'x','shape':[1],'datatype':'REAL','data':[1]}]           | datatype REAL",
        "[{'name':'x','shape':[2147483647,0],'datatype':'FP64','data':[]}] | a column or more",
        "[{'name':'x','shape':[1],'datatype':'FP64','data':[1]},{'name':'x','shape':[1],'datatype':'FP64','data':[2]}] | given twice",
        "[{'name':'x','shape':[1],'datatype':'FP64'}]                      | no array 'data'",
        "[{'name':'x','shape':[1],'datatype':'FP64','data':[null]}]        | x",
      })
  void whatIsWrongWithAnInferenceIsSaid(String inputs, String message) throws Exception {
    String request = "{\"inputs\": " + inputs.replace('\'', '"') + "}";
    assertThat(post("/v2/models/" + name + "/infer", request, 400)).contains(message);
  }

  @Test
  void columnsOfOneTensorAreFields() throws Exception {
    String request =
        "{\"inputs\": [{\"name\": \"rows\", \"shape\": [2, 1], \"datatype\": \"INT64\","
            + " \"parameters\": {\"columns\": [\"x\"]}, \"data\": [[1], [8]]}]}";
    JsonNode answer = JSON.readTree(post("/v2/models/" + name + "/infer", request, 200));
    assertThat(answer.get("outputs").get(0).get("data").get(0).asDouble())
        .isEqualTo(scorer.score(Map.of("x", 1)).value());
  }

  @Test
  void manyRequestsAtOnceAreAnsweredOrToldToComeAgain() throws Exception {
    String expected = post("/v1/predict", "{\"x\": 3}", 200);
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(client.sendAsync(request("/v1/predict", "{\"x\": 3}"), BodyHandlers.ofString()));
    }
    for (CompletableFuture<HttpResponse<String>> each : answers) {
      HttpResponse<String> answer = each.join();
      if (answer.statusCode() == 429) {
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      } else {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(expected);
      }
    }
  }

  @Test
  void withAFileOfKeysOnlyHealthIsToldWithoutOne(@TempDir Path folder) throws Exception {
    Path keys = Files.writeString(folder.resolve("keys"), "# ours\n0123456789abcdef\n");
    Http open = scorer.pipeline().http();
    Pipeline locked =
        scorer
            .pipeline()
            .withHttp(
                new Http(
                    Optional.of(0),
                    "127.0.0.1",
                    Optional.of(keys.toString()),
                    Optional.empty(),
                    open.maxBytes(),
                    open.maxRows(),
                    open.maxRequests(),
                    open.timeout()));
    try (Scorer by = Scorer.follow(Map.of(), locked);
        HttpService service = served(by)) {
      assertThat(by.await(Duration.ofSeconds(30))).isTrue();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(service.url() + "/v1/predict"))
              .POST(BodyPublishers.ofString("{\"x\": 1}"));
      assertThat(status(request)).isEqualTo(401);
      assertThat(status(request.setHeader("X-API-Key", "0123456789abcdeg"))).isEqualTo(401);
      assertThat(status(request.setHeader("X-API-Key", "0123456789abcdef"))).isEqualTo(200);
      HttpRequest.Builder bearer =
          HttpRequest.newBuilder(URI.create(service.url() + "/v2"))
              .header("Authorization", "Bearer 0123456789abcdef");
      assertThat(status(bearer)).isEqualTo(200);
      assertThat(status(HttpRequest.newBuilder(URI.create(service.url() + "/health/ready"))))
          .isEqualTo(200);
    }
  }

  private int status(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  private static HttpRequest request(String path, String body) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private String post(String path, String body, int status) throws Exception {
    return answer(request(path, body), status);
  }

  private String get(String path, int status) throws Exception {
    return answer(HttpRequest.newBuilder(URI.create(server.url() + path)).build(), status);
  }

  private String answer(HttpRequest request, int status) throws Exception {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer.body();
  }
}
