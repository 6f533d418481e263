package io.gradstream.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.client.CsvSource;
import io.gradstream.demo.TopicFormats;
import io.gradstream.pipeline.Http;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.score.Scorer;
import io.gradstream.serve.HttpService;
import io.gradstream.serve.PageRoutes;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of a pipeline that has learned, in a browser. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class PageIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PipelineCluster CLUSTER = PipelineCluster.shared();
  private static final int ROWS = 4_000;
  private static final int WINDOWS = 40;
  private static final String BAD = "<img src=x onerror=alert(1)>";

  /** Several learners run a race, since no optimizer is chosen. */
  private static final String YAML =
      """
      pipeline: %s
      input: {topic: %1$s, label: delayed}
      features:
        - standard: [distance, temp, visib]
        - one-hot: [carrier, origin]
      model: logistic
      validation: {window: 100, metrics: [log-loss, accuracy, auc]}
      kafka: {bootstrap.servers: "${KAFKA_BOOTSTRAP_SERVERS}", schema.registry.url: "${SCHEMA_REGISTRY_URL}"}
      """;

  @TempDir private static Path folder;

  private static Browser browser;
  private static Pipeline pipeline;
  private static Scorer scorer;
  private static HttpService server;
  private static PageRoutes page;

  @BeforeAll
  static void start(TestInfo test) throws Exception {
    browser = Browser.start();
    String name = PipelineCluster.nameOf(test);
    Path file = Files.writeString(folder.resolve("p.yaml"), YAML.formatted(name));
    pipeline = PipelineReader.read(file, CLUSTER.environment());
    CLUSTER.createTopic(name, 1);
    produceBad(name);
    CLUSTER.produce(
        name, CsvSource.of(PipelineCluster.FLIGHTS).limitedTo(ROWS, Double.POSITIVE_INFINITY));
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      CLUSTER.await(pipeline.predictionsTopic(), ROWS, record -> {});
      assertThat(application.failure()).isEmpty();
    }
    pipeline = pipeline.withHttp(Http.NONE.at(0, "127.0.0.1"));
    scorer = Scorer.follow(Map.of(), pipeline);
    assertThat(scorer.await(Duration.ofSeconds(30))).isTrue();
    page = routes(pipeline);
    server = HttpService.start(pipeline.http(), "--http", List.of(page));
  }

  private static void produceBad(String topic) throws Exception {
    Properties settings = new Properties();
    settings.putAll(CLUSTER.kafka());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, BAD.getBytes(StandardCharsets.UTF_8))).get();
    }
  }

  private static PageRoutes routes(Pipeline of) throws IOException {
    return new PageRoutes(Watch.start(of, TopicFormats.of(of), Models.of(scorer)));
  }

  @AfterAll
  static void stop() throws IOException {
    if (page != null) {
      page.close();
      server.close();
      scorer.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  private static void open(String scheme, int width) {
    browser.ask(
        "open",
        "url",
        server.url() + "/",
        "scheme",
        scheme,
        "width",
        width,
        "until",
        "#weights:not([hidden]) tbody tr");
    browser.ask("wait", "until", "#tiles [data-metric=log_loss]");
    browser.ask("wait", "until", "#row-0:not(:placeholder-shown)");
  }

  private static List<String> complaints() {
    return browser.texts("said");
  }

  @Test
  void itsFiguresAreThoseOfTheTopic() {
    open("light", 1200);
    List<GenericRecord> windows = CLUSTER.values(pipeline.metricsTopic(), WINDOWS);
    GenericRecord newest = windows.get(WINDOWS - 1);
    for (String metric : List.of("log_loss", "accuracy", "auc")) {
      String shown =
          browser
              .texts(
                  "attributes",
                  "of",
                  "[data-metric=%s] .value".formatted(metric),
                  "name",
                  "data-value")
              .get(0);
      assertThat(Double.parseDouble(shown))
          .isEqualTo(((GenericRecord) newest.get("model")).get(metric));
    }
    assertThat(browser.ask("text", "of", "#headline").asText())
        .startsWith("log-loss 0.")
        .contains("over the last 20 windows");
    assertThat(browser.ask("text", "of", "#trend").asText())
        .contains("ahead over the last 20 windows");
    assertThat(browser.ask("text", "of", "#tiles").asText()).contains("4,000", "in 40 windows");
    assertThat(browser.ask("text", "of", "#race").asText()).contains("stacker");
    assertThat(browser.ask("text", "of", "#categories").asText()).contains("carrier", "origin 3");
    assertThat(browser.texts("texts", "of", "#prediction-list tbody tr")).hasSize(10);
    assertThat(complaints()).isEmpty();
  }

  @Test
  void aRowIsScoredAndWhatItsFeaturesAddIsTheLogitOfTheScore() {
    open("light", 1200);
    String[][] row = {
      {"distance", "1400"}, {"temp", "39.5"}, {"carrier", "UA"}, {"origin", "EWR"}, {"visib", ""}
    };
    for (String[] field : row) {
      browser.ask(
          "fill", "into", "#row-fields input[name=%s]".formatted(field[0]), "text", field[1]);
    }
    browser.ask("click", "on", "#row-form button:not(.quiet)");
    browser.ask("wait", "until", "#answer .answer");
    double score = number("#answer .answer", "data-score");
    double sum = number("#answer [data-sum]", "data-sum");
    double parts =
        browser.texts("attributes", "of", "#answer [data-part]", "name", "data-part").stream()
            .mapToDouble(Double::parseDouble)
            .sum();
    Map<String, Object> same =
        Map.of("distance", 1400, "temp", 39.5, "carrier", "UA", "origin", "EWR");
    assertThat(score).isEqualTo(scorer.score(same).value());
    assertThat(Math.log(score / (1 - score))).isCloseTo(sum, within(1e-9));
    assertThat(parts).isCloseTo(sum, within(1e-9));
    assertThat(complaints()).isEmpty();
  }

  private static double number(String of, String attribute) {
    return Double.parseDouble(browser.texts("attributes", "of", of, "name", attribute).get(0));
  }

  @Test
  void aRowThatCannotBeScoredIsRefusedByName() {
    open("light", 1200);
    browser.ask("fill", "into", "#row-fields input[name=distance]", "text", "far");
    browser.ask("click", "on", "#row-form button:not(.quiet)");
    browser.ask("wait", "until", "#answer .problem");
    assertThat(browser.ask("text", "of", "#answer").asText()).contains("distance");
  }

  @Test
  void whatRecordsHoldIsTextAndNeverMarkup() {
    open("light", 1200);
    assertThat(browser.ask("text", "of", "#dead").asText()).contains(BAD);
    assertThat(browser.texts("texts", "of", "#dead img")).isEmpty();
    assertThat(complaints()).isEmpty();
  }

  @Test
  void nothingSeriousKeepsAnybodyOut() {
    for (String scheme : List.of("light", "dark")) {
      for (int width : List.of(1200, 360)) {
        open(scheme, width);
        browser.ask("click", "on", "#row-form button:not(.quiet)");
        browser.ask("wait", "until", "#answer .answer");
        browser.ask("click", "on", "#curve summary");
        assertThat(browser.texts("axe")).as("%s at %d", scheme, width).isEmpty();
        assertThat(browser.ask("overflow").asInt())
            .as("%s at %d", scheme, width)
            .isLessThanOrEqualTo(0);
      }
    }
  }

  @Test
  void theKeyboardReachesEverything() {
    open("light", 1200);
    List<String> reached = browser.texts("tab", "most", 60);
    assertThat(reached)
        .contains("choose-metric", "choose-axis", "row-0", "row-4", "button", "fill", "summary")
        .noneMatch(each -> each.contains("without outline"));
  }

  @Test
  void anotherMetricAndTheTimeOfTheRecordsAreDrawnWhenChosen() {
    open("light", 1200);
    browser.ask("choose", "of", "#choose-metric", "value", "1");
    browser.ask("choose", "of", "#choose-axis", "value", "time");
    assertThat(browser.texts("attributes", "of", "#curve .plot", "name", "aria-label").get(0))
        .startsWith("accuracy over 40 windows, higher is better");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void whenTheServerIsGoneThePageSaysSoAndWhenItIsBackItGoesOn() throws Exception {
    PageRoutes first = routes(pipeline);
    HttpService started = HttpService.start(pipeline.http(), "--http", List.of(first));
    int port = started.port();
    browser.ask("open", "url", started.url() + "/", "until", "#tiles [data-metric=log_loss]");
    first.close();
    started.close();
    browser.ask("wait", "until", "#state[data-kind=broken]");
    assertThat(browser.ask("text", "of", "#state").asText()).contains("No connection since");
    PageRoutes second = routes(pipeline);
    try (HttpService again =
        HttpService.start(Http.NONE.at(port, "127.0.0.1"), "--http", List.of(second))) {
      browser.ask("wait", "until", "#state:not([data-kind=broken])");
      second.close();
    }
  }

  @Test
  void aHundredThousandWindowsAreDrawnWithAsManyPointsAsFew() throws Exception {
    History history = new History(pipeline.learner());
    for (int i = 1; i <= 100_000; i++) {
      history.addWindow(Windows.window(i, 0.5 - 1e-6 * i, 0.7, 0.6));
    }
    Path file = folder.resolve("many.html");
    Drawing drawing = new Drawing("many", pipeline.learner(), "file");
    Files.writeString(file, Page.file(drawing.draw(history, new ModelLook(), List.of())));
    browser.ask("open", "url", file.toUri().toString(), "until", "#curve .plot canvas");
    assertThat(number("#curve .plot", "data-points")).isBetween(256.0, 512.0);
    assertThat(browser.ask("text", "of", "#tiles").asText())
        .contains("10,000,000", "in 100,000 windows");
    browser.ask("choose", "of", "#choose-range", "value", "recent");
    assertThat(number("#curve .plot", "data-points")).isBetween(128.0, 256.0);
    assertThat(browser.texts("axe")).isEmpty();
    assertThat(browser.texts("texts", "of", "#ask:not([hidden])")).isEmpty();
    assertThat(complaints()).isEmpty();
  }

  @Test
  void whoComesByAnotherNameSeesNoRecords() throws Exception {
    awaitRead("127.0.0.1");
    JsonNode known = snapshot("127.0.0.1", "");
    assertThat(known.at("/flow/predictions")).isNotEmpty();
    assertThat(known.at("/deadLetters/reasons/0/samples")).isNotEmpty();
    JsonNode other = snapshot("evil.example", "");
    assertThat(other.at("/flow/predictions")).isEmpty();
    assertThat(other.at("/deadLetters/reasons/0/samples")).isEmpty();
    assertThat(other.at("/deadLetters/count").asLong()).isEqualTo(1);
    assertThat(get("/ui/row", "evil.example", "")).startsWith("HTTP/1.1 403");
    assertThat(get("/ui/row", "localhost", "")).startsWith("HTTP/1.1 200");
    assertThat(names(known)).anyMatch(name -> name.contains("="));
    assertThat(names(other)).isNotEmpty().noneMatch(name -> name.contains("="));
  }

  @Test
  void whoComesThroughAProxySeesNoRecords() throws Exception {
    awaitRead("127.0.0.1");
    for (String header : List.of("X-Forwarded-For: 192.0.2.7\r\n", "Via: 1.1 proxy\r\n")) {
      assertThat(get("/ui/row", "localhost", header)).startsWith("HTTP/1.1 403");
      assertThat(snapshot("127.0.0.1", header).at("/flow/predictions")).isEmpty();
    }
  }

  private static List<String> names(JsonNode snapshot) {
    List<String> names = new ArrayList<>();
    snapshot.at("/model/weights").forEach(weight -> names.add(weight.at("/name").asText()));
    return names;
  }

  private static void awaitRead(String host) {
    Awaitility.await()
        .ignoreExceptions()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                !snapshot(host, "").at("/flow/reading").asBoolean()
                    && !snapshot(host, "").at("/flow/predictions").isEmpty());
  }

  private static JsonNode snapshot(String host, String header) throws IOException {
    String answer = get("/ui/snapshot", host, header);
    assertThat(answer).startsWith("HTTP/1.1 200");
    return JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
  }

  /** A client of the JDK's would not send another host than it connects to. */
  private static String get(String path, String host, String header) throws IOException {
    return get(server.port(), path, host, header);
  }

  private static String get(int port, String path, String host, String header) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      OutputStream out = socket.getOutputStream();
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n"
              .formatted(path, host, header);
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void withKeysNobodySeesAnythingWithoutOne() throws Exception {
    Path keys = Files.writeString(folder.resolve("keys"), "0123456789abcdef\n");
    Http open = pipeline.http();
    Pipeline locked =
        pipeline.withHttp(
            new Http(
                Optional.of(0),
                open.host(),
                Optional.of(keys.toString()),
                Optional.empty(),
                open.maxBytes(),
                open.maxRows(),
                open.maxRequests(),
                open.timeout()));
    PageRoutes routes = routes(locked);
    try (HttpService service = HttpService.start(locked.http(), "--http", List.of(routes))) {
      List<String> statuses = new ArrayList<>();
      for (String path : List.of("/ui/snapshot", "/ui/events", "/ui/row")) {
        statuses.add(get(service.port(), path, "localhost", "").substring(0, 12));
      }
      assertThat(statuses).containsOnly("HTTP/1.1 401");
      String header = "Authorization: Bearer 0123456789abcdef\r\n";
      assertThat(get(service.port(), "/ui/row", "any.example", header)).startsWith("HTTP/1.1 200");
      browser.ask("open", "url", service.url() + "/", "until", "#key-form:not([hidden])");
      browser.ask("fill", "into", "#api-key", "text", "0123456789abcdef");
      browser.ask("click", "on", "#key-form button");
      browser.ask("wait", "until", "#tiles [data-metric=log_loss]");
    } finally {
      routes.close();
    }
  }

  @Test
  void aTopicThatNobodyHasMadeHasNoRecordToFillIn() {
    Pipeline early =
        PipelineReader.parse(
            "early.yaml", YAML.formatted("nobody-has-made-this"), CLUSTER.environment());
    assertThat(NewestRow.of(early)).isEmpty();
  }

  @Test
  void theReportReadsTheSameFromTheTopics() {
    Snapshot snapshot = Watch.read(pipeline, TopicFormats.of(pipeline), Long.MIN_VALUE, -1);
    List<GenericRecord> windows = CLUSTER.values(pipeline.metricsTopic(), WINDOWS);
    assertThat(snapshot.trainer().windows()).isEqualTo(WINDOWS);
    assertThat(snapshot.trainer().newest().values().get("model.log_loss"))
        .isEqualTo(((GenericRecord) windows.get(WINDOWS - 1).get("model")).get("log_loss"));
    assertThat(snapshot.deadLetters().count()).isEqualTo(1);
    long middle = (Long) windows.get(20).get("last_time");
    Snapshot later = Watch.read(pipeline, TopicFormats.of(pipeline), middle, -1);
    long since = windows.stream().filter(each -> (Long) each.get("last_time") >= middle).count();
    assertThat(later.trainer().windows()).isEqualTo(since);
  }
}
