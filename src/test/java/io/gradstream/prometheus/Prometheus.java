package io.gradstream.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Debian's Prometheus, which scrapes twice a second. */
final class Prometheus implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  private Prometheus(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it on these addresses; where it is not installed the test is skipped, but fails in CI.
   */
  static Prometheus start(Path folder, String... addresses) throws Exception {
    Promtool.require("prometheus");
    Files.createDirectories(folder);
    List<String> targets =
        Stream.of(addresses).map(each -> each.substring("http://".length())).toList();
    Path settings =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 500ms, scrape_timeout: 500ms}
            scrape_configs:
              - job_name: gradstream
                static_configs:
                  - targets: [%s]
            """
                .formatted(String.join(", ", targets)));
    int port = freePort();
    return new Prometheus(
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + settings,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start(),
        port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Returns the series that answer a question. */
  JsonNode series(String question) throws IOException, InterruptedException {
    String url =
        "http://127.0.0.1:%d/api/v1/query?query=%s"
            .formatted(port, URLEncoder.encode(question, StandardCharsets.UTF_8));
    String answer =
        client
            .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
            .body();
    return new ObjectMapper().readTree(answer).at("/data/result");
  }

  /** Returns the value of the first series. */
  double number(String question) throws IOException, InterruptedException {
    return Double.parseDouble(series(question).at("/0/value/1").asText());
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
