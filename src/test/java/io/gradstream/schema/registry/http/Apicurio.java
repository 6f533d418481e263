package io.gradstream.schema.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An Apicurio Registry in a process of its own: a registry that nobody here wrote. */
public final class Apicurio implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final String url;

  private Apicurio(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts a registry on a free port of loopback; it answers when this returns. */
  public static Apicurio start() throws IOException {
    Path directory =
        Path.of(
            requireNonNull(
                System.getProperty("apicurio.directory"), "run by 'mvn verify', which unpacks it"));
    Path log = Files.createTempFile("apicurio", ".log");
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                "apicurio-registry-app-%s-runner.jar"
                    .formatted(System.getProperty("apicurio.version")))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(Map.of("QUARKUS_HTTP_HOST", "127.0.0.1", "QUARKUS_HTTP_PORT", "" + port));
    Apicurio apicurio =
        new Apicurio(builder.start(), "http://127.0.0.1:%d/apis/ccompat/v7".formatted(port));
    log.toFile().deleteOnExit();
    apicurio.awaitAnswer(log);
    return apicurio;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer(Path log) throws IOException {
    try {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(
              () -> {
                if (!process.isAlive()) {
                  return true;
                }
                return request("GET", "/subjects", "").statusCode() == 200;
              });
      assertThat(process.isAlive()).isTrue();
    } catch (Throwable e) {
      close();
      throw new AssertionError("Apicurio does not answer; its log: " + Files.readString(log), e);
    }
  }

  /** Returns the URL for {@code schema.registry.url}. */
  public String url() {
    return url;
  }

  /** Sets the compatibility level of a subject, as an administrator does. */
  void setCompatibility(String subject, String level) {
    change("PUT", "/config/" + subject, "{\"compatibility\":\"%s\"}".formatted(level));
  }

  /** Sets the compatibility level of all subjects that have none of their own. */
  void setCompatibility(String level) {
    change("PUT", "/config", "{\"compatibility\":\"%s\"}".formatted(level));
  }

  /** Deletes a subject with all that was in it. */
  void delete(String subject) {
    String path = "/subjects/" + URLEncoder.encode(subject, UTF_8).replace("+", "%20");
    change("DELETE", path, "");
    change("DELETE", path + "?permanent=true", "");
  }

  private void change(String method, String path, String body) {
    try {
      HttpResponse<String> answer = request(method, path, body);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }

  private HttpResponse<String> request(String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString(UTF_8));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
