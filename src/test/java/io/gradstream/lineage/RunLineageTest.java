package io.gradstream.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events against the rules of OpenLineage 2-0-2, asserted one by one: required fields, words,
 * formats. {@link OfficialModelTest} has its own client read them.
 */
@Timeout(60)
class RunLineageTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path directory;

  private record Request(String type, String authorization, String body) {}

  @Test
  void aFileHasTheStartAndTheEndOfARunALineEach() throws IOException {
    Path file = directory.resolve("events");
    Pipeline pipeline = pipeline("{file: " + file + ", namespace: prod}");
    RunLineage lineage = RunLineage.start(pipeline).orElseThrow();
    lineage.end(Optional.empty());
    lineage.end(Optional.of(new IllegalStateException("late"))); // the first end counts
    List<JsonNode> events = events(file);
    assertThat(events)
        .extracting(it -> it.path("eventType").asText())
        .containsExactly("START", "COMPLETE");
    events.forEach(RunLineageTest::requireValid);
    assertThat(events)
        .extracting(it -> it.at("/run/runId").asText())
        .containsOnly(events.get(0).at("/run/runId").asText());
    JsonNode start = events.get(0);
    assertThat(start.at("/job/namespace").asText()).isEqualTo("prod");
    assertThat(start.at("/job/name").asText()).isEqualTo("p");
    assertThat(start.at("/inputs/0/namespace").asText()).isEqualTo("kafka://a:9092");
    assertThat(start.at("/inputs/0/name").asText()).isEqualTo("t");
    assertThat(start.at("/inputs/0/facets/schema/fields").findValuesAsText("name"))
        .contains("x", "y");
    assertThat(start.path("outputs").findValuesAsText("namespace")).containsOnly("kafka://a:9092");
    assertThat(start.at("/outputs/0/name").asText()).isEqualTo("p.predictions");
    assertThat(start.at("/outputs/1/facets/schema/fields").findValuesAsText("name"))
        .contains("window", "version");
    assertThat(start.at("/outputs/3/name").asText()).isEqualTo("p.dead-letters");
  }

  @Test
  void eachRunHasAnIdOfItsOwnAndAFailureSaysWhy() throws IOException {
    Path file = directory.resolve("events");
    Pipeline pipeline = pipeline("{file: " + file + "}");
    RunLineage.start(pipeline).orElseThrow().abort();
    RunLineage.start(pipeline).orElseThrow().end(Optional.of(new IllegalStateException("no disk")));
    List<JsonNode> events = events(file);
    events.forEach(RunLineageTest::requireValid);
    assertThat(events)
        .extracting(it -> it.path("eventType").asText())
        .containsExactly("START", "ABORT", "START", "FAIL");
    assertThat(events.get(0).at("/run/runId")).isNotEqualTo(events.get(2).at("/run/runId"));
    assertThat(events.get(3).at("/run/facets/errorMessage/message").asText()).isEqualTo("no disk");
    assertThat(events.get(3).at("/run/facets/errorMessage/programmingLanguage").asText())
        .isEqualTo("JAVA");
  }

  @Test
  void aServerIsToldThatARunGoesOnAndIsShownTheKey() throws Exception {
    Path key = Files.writeString(directory.resolve("key"), "a-secret\n");
    BlockingQueue<Request> got = new LinkedBlockingQueue<>();
    HttpServer server = server();
    server.createContext(
        "/api/v1/lineage",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          got.add(
              new Request(
                  exchange.getRequestHeaders().getFirst("Content-Type"),
                  exchange.getRequestHeaders().getFirst("Authorization"),
                  body));
          exchange.sendResponseHeaders(201, -1);
          exchange.close();
        });
    server.start();
    try {
      Pipeline pipeline = pipeline("{url: '" + url(server) + "', api-key-file: " + key + "}");
      RunLineage lineage = start(pipeline, Duration.ofMillis(20), PATIENCE);
      List<String> types = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Request request = got.poll(20, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        assertThat(request.type()).isEqualTo("application/json");
        assertThat(request.authorization()).isEqualTo("Bearer a-secret");
        assertThat(request.body()).doesNotContain("a-secret");
        JsonNode event = JSON.readTree(request.body());
        requireValid(event);
        types.add(event.path("eventType").asText());
      }
      assertThat(types).containsExactly("START", "RUNNING", "RUNNING");
      lineage.end(Optional.empty());
      assertThat(got).last().satisfies(it -> assertThat(it.body()).contains("\"COMPLETE\""));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aDestinationThatNeverAnswersHoldsNothingUp() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    Destination never =
        new Destination() {
          @Override
          public void deliver(String event) throws InterruptedException {
            over.await();
          }

          @Override
          public String name() {
            return "nowhere";
          }
        };
    Pipeline pipeline = pipeline("{file: " + directory.resolve("none.jsonl") + "}");
    RunLineage lineage =
        RunLineage.start(
            pipeline, pipeline.lineage().orElseThrow(), never, HOUR, Duration.ofMillis(100));
    lineage.end(Optional.empty()); // and returns
    assertThat(over.getCount()).isEqualTo(1);
    over.countDown();
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    HttpServer server = server();
    server.createContext(
        "/",
        exchange -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    try {
      Destination bounded =
          new Destination.Address(url(server), Optional.empty(), Duration.ofMillis(100));
      assertThatThrownBy(() -> bounded.deliver("{}"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("100 ms");
    } finally {
      over.countDown();
      server.stop(0);
    }
  }

  @Test
  void aDeadServerAndARefusalAreFailuresThatThePipelineSurvives() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    Pipeline dead = pipeline("{url: 'http://127.0.0.1:" + free + "/'}");
    start(dead, HOUR, PATIENCE).end(Optional.empty());
    HttpServer server = server();
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    server.start();
    try {
      Destination refusing =
          Destination.of(pipeline("{url: '" + url(server) + "'}").lineage().orElseThrow());
      assertThatThrownBy(() -> refusing.deliver("{}"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("503");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aKeyThatIsNoneIsRefusedWithoutBeingShown() throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "hidden\u0001secret\nmore");
    Destination destination =
        new Destination.Address("http://127.0.0.1:1/", Optional.of(key.toString()), PATIENCE);
    assertThatThrownBy(() -> destination.deliver("{}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("lineage.api-key-file: " + key)
        .hasMessageNotContaining("secret");
  }

  @Test
  void nothingIsStartedWithoutTheSection() {
    Pipeline silent = PipelineReader.parse("p", YAML.formatted(""), Map.of());
    assertThat(RunLineage.start(silent)).isEmpty();
  }

  /** What the specification requires of each event. */
  public static void requireValid(JsonNode event) {
    assertThat(event.path("eventType").asText())
        .isIn("START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER");
    assertThat(Instant.parse(event.path("eventTime").asText()))
        .isBefore(Instant.now().plusSeconds(1));
    assertThat(URI.create(event.path("producer").asText()).isAbsolute()).isTrue();
    assertThat(event.path("schemaURL").asText())
        .isEqualTo("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent");
    assertThat(UUID.fromString(event.at("/run/runId").asText()))
        .hasToString(event.at("/run/runId").asText());
    requireNamed(event.path("job"));
    assertThat(event.at("/job/facets/jobType/processingType").asText()).isEqualTo("STREAMING");
    assertThat(event.path("inputs").isArray() && event.path("outputs").isArray()).isTrue();
    event.path("inputs").forEach(RunLineageTest::requireNamed);
    event.path("outputs").forEach(RunLineageTest::requireNamed);
    requireFacets(event.at("/run/facets"));
  }

  private static void requireNamed(JsonNode named) {
    assertThat(named.path("namespace").asText()).isNotEmpty();
    assertThat(named.path("name").asText()).isNotEmpty();
    requireFacets(named.path("facets"));
    named
        .at("/facets/schema/fields")
        .forEach(it -> assertThat(it.path("name").asText()).isNotEmpty());
  }

  private static void requireFacets(JsonNode facets) {
    assertThat(facets.isObject()).isTrue();
    for (JsonNode facet : facets) {
      assertThat(URI.create(facet.path("_producer").asText()).isAbsolute()).isTrue();
      assertThat(URI.create(facet.path("_schemaURL").asText()).isAbsolute()).isTrue();
    }
  }

  private static List<JsonNode> events(Path file) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      OfficialModel.read(line);
      events.add(JSON.readTree(line));
    }
    return events;
  }

  private static RunLineage start(Pipeline pipeline, Duration every, Duration patience) {
    return RunLineage.start(
        pipeline,
        pipeline.lineage().orElseThrow(),
        Destination.of(pipeline.lineage().orElseThrow()),
        every,
        patience);
  }

  private static HttpServer server() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/lineage";
  }

  private static final String YAML =
      """
      pipeline: p
      input: {topic: t, label: y}
      features: [{standard: [x]}]
      model: logistic
      kafka: {bootstrap.servers: "SSL://a:9092,b:9092"}
      %s
      """;

  private static Pipeline pipeline(String lineage) {
    return PipelineReader.parse("p", YAML.formatted("lineage: " + lineage), Map.of());
  }
}
