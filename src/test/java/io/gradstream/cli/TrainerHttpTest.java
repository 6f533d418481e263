package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.serve.metrics.MetricsPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerHttpTest {

  private static final String KEY = "a-key-of-16-characters";

  @TempDir private Path directory;

  @Test
  void theMetricsOfTheHealthPortAskForAKeyWhereTheFileSaysSoAndHealthDoesNot() throws Exception {
    Path keys = Files.writeString(directory.resolve("keys"), KEY + "\n");
    Pipeline pipeline =
        PipelineReader.parse(
            "p.yaml",
            """
            pipeline: p
            input: {topic: t, label: y, format: json}
            features: [{standard: [a]}]
            model: logistic
            http: {api-keys: "%s", metrics-need-key: true}
            """
                .formatted(keys),
            Map.of());
    int port = freePort();
    try (TrainerHttp http = new TrainerHttp(() -> State.RUNNING, Map::of)) {
      http.open(port, "127.0.0.1", pipeline, new MetricsPage());
      assertThat(ask(port, "/metrics", "none")).isEqualTo(401);
      assertThat(ask(port, "/metrics", KEY)).isEqualTo(200);
      assertThat(ask(port, "/health/ready", "none")).isEqualTo(200);
    }
  }

  private static int ask(int port, String path, String key) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("X-API-Key", key)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
