package io.gradstream.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.pipeline.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class HealthRoutesTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicReference<State> state = new AtomicReference<>(State.CREATED);
  private HttpService server;

  @BeforeEach
  void start() throws IOException {
    server = start(0, Map.of());
  }

  private HttpService start(int port, Map<String, String> details) throws IOException {
    return HttpService.start(
        Http.NONE.at(port, "127.0.0.1"),
        "--health",
        List.of(new HealthRoutes(new StreamsHealth(state::get, () -> details))));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "CREATED,          503, 503, 200",
    "REBALANCING,      200, 503, 200",
    "RUNNING,          200, 200, 200",
    "PENDING_SHUTDOWN, 200, 503, 200",
    "PENDING_ERROR,    503, 503, 503",
    "ERROR,            503, 503, 503",
    "NOT_RUNNING,      503, 503, 503",
  })
  void everyStateHasItsAnswers(State now, int started, int ready, int live) throws Exception {
    state.set(now);
    assertThat(get("/health/started").statusCode()).isEqualTo(started);
    assertThat(get("/health/ready").statusCode()).isEqualTo(ready);
    assertThat(get("/health/live").statusCode()).isEqualTo(live);
  }

  @Test
  void noStateIsForgottenAbove() {
    assertThat(State.values()).hasSize(7);
  }

  @Test
  void theBodyNamesTheState() throws Exception {
    state.set(State.REBALANCING);
    HttpResponse<String> answer = get("/health/ready");
    assertThat(answer.body()).isEqualTo("{\"ready\":false,\"state\":\"REBALANCING\"}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    state.set(State.RUNNING);
    assertThat(get("/health/ready").body()).isEqualTo("{\"ready\":true,\"state\":\"RUNNING\"}");
    assertThat(get("/health/live").body()).isEqualTo("{\"live\":true,\"state\":\"RUNNING\"}");
  }

  @Test
  void whatHoldsRecordsUpIsADetailThatChangesNoAnswer() throws Exception {
    state.set(State.RUNNING);
    try (HttpService detailed = start(0, Map.of("stalled", "a transaction is open"))) {
      URI uri = URI.create("http://127.0.0.1:" + detailed.port() + "/health/ready");
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo(
              "{\"ready\":true,\"state\":\"RUNNING\",\"stalled\":\"a transaction is open\"}");
    }
  }

  @Test
  void headIsAnsweredWithoutABody() throws Exception {
    HttpResponse<String> answer = send("HEAD", "/health/live");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void otherPathsAndMethodsAreRefused() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/health/live/x").statusCode()).isEqualTo(404);
    HttpResponse<String> posted = send("POST", "/health/live");
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void requestsThatNeverEndDoNotKeepOthersWaiting() throws Exception {
    List<Socket> halves = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        Socket half = new Socket(InetAddress.getLoopbackAddress(), server.port());
        half.getOutputStream().write("GET /health/li".getBytes(StandardCharsets.US_ASCII));
        halves.add(half);
      }
      assertThat(get("/health/live").statusCode()).isEqualTo(200);
    } finally {
      for (Socket half : halves) {
        half.close();
      }
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    assertThatThrownBy(() -> start(server.port(), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("port " + server.port(), "--health-port");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path);
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
    return client.send(request, BodyHandlers.ofString());
  }
}
