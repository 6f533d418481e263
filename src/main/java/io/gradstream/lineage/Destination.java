package io.gradstream.lineage;

import io.gradstream.pipeline.Lineage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Where events go. */
interface Destination {

  /**
   * Brings an event there.
   *
   * @throws IOException if it is not there after some seconds; its message shows no key
   */
  void deliver(String event) throws IOException, InterruptedException;

  /** Returns where it is, for people. */
  String name();

  /** Returns the one that a pipeline's file names. */
  static Destination of(Lineage lineage) {
    return lineage
        .url()
        .<Destination>map(url -> new Address(url, lineage.apiKeyFile(), Address.TIMEOUT))
        .orElseGet(() -> new Lines(Path.of(lineage.file().orElseThrow())));
  }

  /** A file, to which each event is a line. */
  record Lines(Path file) implements Destination {

    @Override
    public void deliver(String event) throws IOException {
      Files.writeString(file, event + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public String name() {
      return file.toString();
    }
  }

  /** An address that events are posted to. */
  final class Address implements Destination {

    /** Bounds a delivery, from connecting to the end of the answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Pattern KEY = Pattern.compile("[!-~]+");

    private final String url;
    private final Optional<String> apiKeyFile;
    private final Duration timeout;
    private final HttpClient client;

    Address(String url, Optional<String> apiKeyFile, Duration timeout) {
      this.url = url;
      this.apiKeyFile = apiKeyFile;
      this.timeout = timeout;
      client = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    @Override
    public void deliver(String event) throws IOException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(event));
      if (apiKeyFile.isPresent()) {
        request.header("Authorization", "Bearer " + key(Path.of(apiKeyFile.get())));
      }
      int status = status(request.build());
      if (status / 100 != 2) {
        throw new IOException("the answer was HTTP status " + status);
      }
    }

    /** A time-out of the request alone would not bound a body that trickles. */
    private int status(HttpRequest request) throws IOException, InterruptedException {
      CompletableFuture<HttpResponse<Void>> answer =
          client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
      try {
        return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      } catch (TimeoutException e) {
        answer.cancel(true);
        throw new IOException("no answer within %d ms".formatted(timeout.toMillis()), e);
      } catch (ExecutionException e) {
        Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
        throw new IOException(
            Optional.ofNullable(cause.getMessage()).orElseGet(cause.getClass()::getSimpleName), e);
      }
    }

    private static String key(Path file) throws IOException {
      String key = Files.readString(file).strip();
      if (!KEY.matcher(key).matches()) { // whose own message would show it
        throw new IOException(
            "lineage.api-key-file: %s must hold one line of visible ASCII characters without spaces"
                .formatted(file));
      }
      return key;
    }

    @Override
    public String name() {
      return url;
    }
  }
}
