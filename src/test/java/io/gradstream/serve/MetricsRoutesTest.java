package io.gradstream.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.pipeline.Http;
import io.gradstream.serve.metrics.MetricsPage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsRoutesTest {

  private static final String KEY = "a-key-of-16-characters";

  @TempDir private Path directory;

  @Test
  void whoScrapesNeedsNoKeyWhereRequestsDo() throws Exception {
    try (HttpService service = served(http(true, false))) {
      HttpResponse<String> answer = ask(service, "GET", "/metrics", "");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/plain; version=0.0.4");
      assertThat(answer.body()).contains("# TYPE jvm_threads_current gauge");
    }
  }

  @Test
  void aKeyIsAskedForWhereTheFileSaysSo() throws Exception {
    try (HttpService service = served(http(true, true))) {
      assertThat(ask(service, "GET", "/metrics", "").statusCode()).isEqualTo(401);
      assertThat(ask(service, "GET", "/metrics", "X-API-Key", KEY).statusCode()).isEqualTo(200);
      assertThat(ask(service, "GET", "/metrics", "X-API-Key", KEY).body())
          .contains("{method=\"GET\",route=\"/metrics\",status=\"401\"} 1.0");
    }
  }

  @Test
  void aKeyThatIsAskedForAndIsNowhereIsRefused() {
    assertThatThrownBy(() -> new MetricsRoutes(new MetricsPage(), http(false, true)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("http.metrics-need-key")
        .hasMessageContaining("http.api-keys");
  }

  @Test
  void requestsAreCountedByRouteAndStatusWhateverPathOrMethodIsMadeUp() throws Exception {
    try (HttpService service = served(http(false, false))) {
      for (int i = 0; i < 3; i++) {
        ask(service, "GET", "/made-up-" + i, "");
        ask(service, "MADEUP" + i, "/metrics", "");
      }
      String page = ask(service, "GET", "/metrics", "").body();
      assertThat(page)
          .contains("{method=\"GET\",route=\"none\",status=\"404\"} 3.0")
          .doesNotContain("made-up", "MADEUP");
    }
  }

  @Test
  void openMetricsIsAnsweredToWhoeverAcceptsIt() throws Exception {
    try (HttpService service = served(http(false, false))) {
      HttpResponse<String> answer =
          ask(service, "GET", "/metrics", "Accept", "application/openmetrics-text; version=1.0.0");
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/openmetrics-text");
      assertThat(answer.body()).endsWith("# EOF\n");
    }
  }

  private Http http(boolean keys, boolean metricsNeedKey) throws IOException {
    Path file = Files.writeString(directory.resolve("keys"), KEY + "\n");
    return new Http(
        Optional.of(0),
        "127.0.0.1",
        keys ? Optional.of(file.toString()) : Optional.empty(),
        Optional.empty(),
        1000,
        5,
        4,
        10_000,
        metricsNeedKey);
  }

  private static HttpService served(Http http) throws IOException {
    return HttpService.start(http, "--http", List.of(new MetricsRoutes(new MetricsPage(), http)));
  }

  private static HttpResponse<String> ask(
      HttpService service, String method, String path, String header, String... value)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service.url() + path))
            .method(method, BodyPublishers.noBody());
    if (value.length > 0) {
      request.header(header, value[0]);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
