package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.gradstream.client.Cluster;
import io.gradstream.client.CsvSource;
import io.gradstream.lineage.OfficialModel;
import io.gradstream.streams.PipelineCluster;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.MemberDescription;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} as what supervises processes sees it: health, signals, exit codes, logs. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RunIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 100;
  private static final String STOPS_THE_BROKER = "stops-the-broker";

  /** Nothing is committed before the end. */
  private static final String LATE_COMMIT =
      "commit.interval.ms: 800000\n  producer.transaction.timeout.ms: 900000";

  /** What a process ends with that SIGTERM ended. */
  private static final int TERMINATED = 143;

  @TempDir private Path directory;
  private PipelineCluster cluster = PipelineCluster.shared();
  private String name;

  @BeforeEach
  void start(TestInfo test) throws IOException {
    name = PipelineCluster.nameOf(test);
    if (test.getTags().contains(STOPS_THE_BROKER)) {
      cluster = PipelineCluster.start();
    }
    cluster.createTopic(name, 1);
    produce();
  }

  @AfterEach
  void stop() throws IOException {
    cluster.close();
  }

  @Test
  void itIsReadyWhileItRunsAndCommitsEverythingOnSigterm() throws Exception {
    try (RunProcess run = run("text", LATE_COMMIT)) {
      run.until(() -> run.health("/health/ready") == 200);
      assertThat(run.health("/health/started")).isEqualTo(200);
      assertThat(run.health("/health/live")).isEqualTo(200);
      run.until(
          () -> run.logged("decision STOP, freeze: ")); // by then some records were learned from
      run.terminate();
      assertThat(run.await()).isEqualTo(TERMINATED);
      assertThat(run.logged("SIGTERM: committing, then stopping")).isTrue();
      assertThat(run.logged("ERROR")).isFalse();
      assertThat(run.logged("runs pipeline '" + name + "': it reads topic " + name)).isTrue();
      assertThat(run.logged("partition 0, window 1: log-loss ")).isTrue();
      assertThat(run.logged("stopped: ") && run.logged(" 0 dead letters; window ")).isTrue();
    }
    assertThat(cluster.values(name + ".predictions", ROWS)).hasSize(ROWS);
    assertThat(members()).isEmpty();
  }

  @Test
  void lineageTellsOfTheStartOfTheFirstWindowAndOfTheEndBySigtermWithTheModel() throws Exception {
    Path events = directory.resolve("events.jsonl");
    try (RunProcess run = run("text", "client.id: told\nlineage: {file: " + events + "}")) {
      run.until(() -> run.logged("decision STOP, freeze: "));
      run.terminate();
      assertThat(run.await()).isEqualTo(TERMINATED);
      assertThat(run.logged("WARN") && run.logged("lineage:")).isFalse();
    }
    assertThat(told(events))
        .extracting(RunEvent::getEventType)
        .containsExactly(EventType.START, EventType.RUNNING, EventType.COMPLETE);
    List<String> lines = Files.readAllLines(events);
    assertThat(JSON.readTree(lines.get(1)).at("/run/facets/gradstream_model/window").asLong())
        .isEqualTo(1);
    JsonNode last = JSON.readTree(lines.get(2));
    assertThat(last.at("/outputs/0/name").asText()).isEqualTo(name + ".predictions");
    JsonNode model = last.at("/run/facets/gradstream_model");
    assertThat(model.path("records").asLong()).isPositive();
    assertThat(model.at("/metrics/log_loss").isNumber()).isTrue();
    String schema = Files.readString(Path.of("schemas/lineage-model.schema.json"));
    assertThat(
            SchemaRegistry.withDefaultDialect(Dialects.getDraft202012())
                .getSchema(schema)
                .validate(model.toString(), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void lineageTellsWhyAPipelineFailedThatRan() throws Exception {
    Path events = directory.resolve("events.jsonl");
    try (RunProcess run = run("text", "client.id: told\nlineage: {file: " + events + "}")) {
      run.until(() -> run.logged("decision STOP, freeze: "));
      try (Cluster kafka = Cluster.connect(cluster.kafka())) {
        kafka.get("deleting", kafka.admin().deleteTopics(List.of(name)).all());
      }
      assertThat(run.await()).isEqualTo(1);
      assertThat(run.log())
          .as("it is waited for once")
          .filteredOn(line -> line.contains("did not stop within"))
          .hasSizeLessThan(2);
    }
    List<RunEvent> told = told(events);
    assertThat(told)
        .extracting(RunEvent::getEventType)
        .containsExactly(EventType.START, EventType.RUNNING, EventType.FAIL);
    assertThat(told.get(2).getRun().getFacets().getErrorMessage().getMessage())
        .contains(name)
        .containsAnyOf("deleted", "does not exist");
  }

  @Test
  void lineageTellsOfAPipelineThatCouldNotStart() throws Exception {
    Path events = directory.resolve("events.jsonl");
    try (Cluster kafka = Cluster.connect(cluster.kafka())) {
      kafka.get("deleting", kafka.admin().deleteTopics(List.of(name)).all());
      Awaitility.await().until(() -> !kafka.topics().contains(name));
    }
    try (RunProcess run = run("text", "client.id: told\nlineage: {file: " + events + "}")) {
      assertThat(run.await()).isEqualTo(1);
    }
    List<RunEvent> told = told(events);
    assertThat(told)
        .extracting(RunEvent::getEventType)
        .containsExactly(EventType.START, EventType.FAIL);
    assertThat(told.get(1).getRun().getFacets().getErrorMessage().getMessage())
        .contains("the input topic '" + name + "' does not exist");
  }

  /** Returns the events of a file, all of one run, as OpenLineage's client reads them. */
  private static List<RunEvent> told(Path file) throws IOException {
    List<RunEvent> events = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      events.add(OfficialModel.read(line));
    }
    assertThat(events)
        .extracting(event -> event.getRun().getRunId())
        .containsOnly(events.get(0).getRun().getRunId());
    return events;
  }

  @Test
  @Tag(STOPS_THE_BROKER)
  void aSecondSigtermEndsItAtOnce() throws Exception {
    try (RunProcess run = run("text", LATE_COMMIT)) {
      run.until(() -> run.logged("decision STOP, freeze: "));
      cluster.close(); // so that the commit waits
      run.terminate();
      run.until(() -> run.logged("PENDING_SHUTDOWN"));
      assertThat(run.health("/health/live")).isEqualTo(200);
      assertThat(run.health("/health/ready")).isEqualTo(503);
      run.terminate(); // within a second it is the same one again
      run.until(
          () -> {
            run.terminate();
            return run.logged("a second signal");
          });
      assertThat(run.await()).isEqualTo(TERMINATED);
      assertThat(run.logged("a second signal, SIGTERM: stopping at once")).isTrue();
    }
  }

  @Test
  void unfinishedRequestsDoNotKeepProbesWaitingForEver() throws Exception {
    try (RunProcess run = run("text", "client.id: signals")) {
      run.until(() -> run.health("/health/ready") == 200);
      List<Socket> unfinished = run.unfinishedRequests(100); // more than there are threads
      assertThat(run.health("/health/live")).isEqualTo(200);
      for (Socket socket : unfinished) {
        socket.close();
      }
    }
  }

  @Test
  void healthIsAnsweredBeforeTheRegistryIsAndPredictionsSayWhyTheyAreNotThere() throws Exception {
    int registry = freePort(); // where nobody listens
    int http = freePort();
    Path file =
        Files.writeString(
            directory.resolve("auto.yaml"),
            """
            pipeline: %1$s
            input: {topic: %1$s, label: delayed}
            features: auto
            model: logistic
            optimizer: {sgd: {learning-rate: 5}}
            kafka:
              bootstrap.servers: "%2$s"
              schema.registry.url: "http://127.0.0.1:%3$d"
            """
                .formatted(name, cluster.kafka().get("bootstrap.servers"), registry));
    try (RunProcess run =
        RunProcess.start(
            List.of("run", file.toString(), "--http-port", Integer.toString(http)),
            Map.of(),
            directory.resolve("log"))) {
      run.until(() -> run.health("/health/live") == 200);
      assertThat(run.health("/health/ready")).isEqualTo(503);
      run.until(() -> run.logged("predictions on"));
      HttpResponse<String> ready = get(http, "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("not yet: the pipeline is starting", "registry");
      HttpResponse<String> model = get(http, "/v2/models/" + name);
      assertThat(model.statusCode()).isEqualTo(503);
      assertThat(model.body()).startsWith("{\"error\":\"the pipeline is starting");
    }
  }

  @Test
  void aTrainerThatRunsIsReadyAndSaysThatItDoesNotPredictYet() throws Exception {
    try (Cluster kafka = Cluster.connect(cluster.kafka())) {
      kafka.get("deleting", kafka.admin().deleteTopics(List.of(name)).all());
      Awaitility.await().until(() -> !kafka.topics().contains(name));
    }
    cluster.createTopic(name, 1); // without records there is no model
    int http = freePort();
    try (RunProcess run = run("text", "client.id: empty", "--http-port", Integer.toString(http))) {
      run.until(() -> run.health("/health/ready") == 200);
      assertThat(get(http, "/health/ready").body()).contains("\"predictions\":\"not yet: ");
      assertThat(get(http, "/v2/health/ready").statusCode()).isEqualTo(400);
      produce();
      run.until(() -> get(http, "/v2/health/ready").statusCode() == 200);
      assertThat(get(http, "/health/ready").body()).doesNotContain("not yet");
    }
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void jsonLogsAreOneObjectALineAndADecisionIsOne() throws Exception {
    try (RunProcess run = run("json", "client.id: signals")) {
      run.until(() -> run.logged("decision STOP"));
      run.terminate();
      run.await();
      assertThat(json(run))
          .allSatisfy(line -> assertThat(message(line)).isNotEmpty())
          .anySatisfy(line -> assertThat(message(line)).startsWith("RUNNING (was"))
          .anySatisfy(line -> assertThat(message(line)).startsWith("SIGTERM: committing"))
          .anySatisfy(
              line -> {
                assertThat(message(line)).startsWith("decision STOP, freeze: ");
                assertThat(line.path("level").asText()).isEqualTo("INFO");
                assertThat(line.path("kvpList").toString())
                    .contains("{\"kind\":\"STOP\"}", "{\"window\":\"");
              });
    }
  }

  @Test
  void theErrorThatEndsItIsALineOfJsonToo() throws Exception {
    try (Cluster kafka = Cluster.connect(cluster.kafka())) {
      kafka.get("deleting", kafka.admin().deleteTopics(List.of(name)).all());
    }
    try (RunProcess run = run("json", "client.id: signals")) {
      assertThat(run.await()).isEqualTo(1);
      List<JsonNode> lines = json(run);
      JsonNode last = lines.get(lines.size() - 1);
      assertThat(last.path("level").asText()).isEqualTo("ERROR");
      assertThat(message(last)).contains("the input topic '" + name + "' does not exist");
    }
  }

  @Test
  void aMemberWithANameStaysInTheGroupAndHasItsPartitionAgainAtOnce() throws Exception {
    String named = "group.instance.id: trainer-0";
    try (RunProcess run = run("text", named)) {
      run.until(() -> run.health("/health/ready") == 200);
      cluster.values(name + ".predictions", ROWS);
      run.terminate();
      run.await();
    }
    assertThat(members())
        .extracting(member -> member.groupInstanceId().orElse(""))
        .containsExactly("trainer-0-1");
    produce();
    try (RunProcess run = run("text", named)) {
      cluster.values(name + ".predictions", 2 * ROWS);
      assertThat(members()).hasSize(1);
    }
  }

  private static List<JsonNode> json(RunProcess run) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : run.log()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static String message(JsonNode line) {
    return line.path("formattedMessage").asText();
  }

  private void produce() throws IOException {
    cluster.produce(
        name, CsvSource.of(PipelineCluster.FLIGHTS).limitedTo(ROWS, Double.POSITIVE_INFINITY));
  }

  private List<MemberDescription> members() {
    try (Cluster kafka = Cluster.connect(cluster.kafka())) {
      return List.copyOf(
          kafka
              .get(
                  "describing the group", kafka.admin().describeConsumerGroups(List.of(name)).all())
              .get(name)
              .members());
    }
  }

  private RunProcess run(String logFormat, String setting, String... options) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("signals.yaml"),
            """
            pipeline: %1$s
            input: {topic: %1$s, label: delayed}
            features: [{standard: [distance]}]
            model: logistic
            optimizer: {sgd: {learning-rate: 5}}
            validation: {window: 10}
            early-stopping: {metric: log-loss, patience: 1, on-stop: freeze}
            kafka:
              bootstrap.servers: "%2$s"
              schema.registry.url: "%3$s"
              %4$s
            """
                .formatted(
                    name,
                    cluster.kafka().get("bootstrap.servers"),
                    cluster.kafka().get("schema.registry.url"),
                    setting));
    List<String> arguments = new ArrayList<>(List.of("run", file.toString()));
    arguments.addAll(List.of(options));
    return RunProcess.start(
        arguments, Map.of("GRADSTREAM_LOG_FORMAT", logFormat), directory.resolve("log"));
  }
}
