package io.gradstream.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests to the first of a registry's addresses that answers.
 *
 * <p>An address that cannot be reached, or fails at work, is passed over; the one that answered is
 * asked first the next time. Thread-safe.
 */
final class RegistryTransport {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REASON_LIMIT = 2000;

  private final List<RegistryEndpoint> endpoints;
  private final HttpClient client;
  private final long timeoutMs;
  private volatile int preferred;

  RegistryTransport(SchemaRegistryConfig config) {
    endpoints = config.urls().stream().map(url -> RegistryEndpoint.of(url, config)).toList();
    int connectMs = config.getInt(SchemaRegistryConfig.CONNECT_TIMEOUT_MS);
    timeoutMs = (long) connectMs + config.getInt(SchemaRegistryConfig.READ_TIMEOUT_MS);
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(connectMs))
            .build();
  }

  /** Returns the answer to a GET. */
  JsonNode get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  /** Returns the answer to a POST of {@code body}. */
  JsonNode post(String path, JsonNode body) {
    return send("POST", path, BodyPublishers.ofString(body.toString()));
  }

  /** Returns the URL of {@code path} for messages. */
  String where(String path) {
    return endpoints.get(preferred) + path;
  }

  private JsonNode send(String method, String path, BodyPublisher body) {
    int first = preferred;
    for (int i = 0; ; i++) {
      int at = (first + i) % endpoints.size();
      try {
        JsonNode answer = send(endpoints.get(at), method, path, body);
        preferred = at;
        return answer;
      } catch (SchemaRegistryException e) {
        if (!e.isRetriable() || i == endpoints.size() - 1) {
          throw e;
        }
      }
    }
  }

  private JsonNode send(RegistryEndpoint endpoint, String method, String path, BodyPublisher body) {
    String where = endpoint + path;
    HttpResponse<String> response =
        await(
            where,
            client.sendAsync(
                endpoint
                    .request(path)
                    .header("Accept", RegistryApi.MEDIA_TYPE)
                    .header("Content-Type", RegistryApi.MEDIA_TYPE)
                    .method(method, body)
                    .build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8)));
    if (response.statusCode() != 200) {
      throw failure(where, response);
    }
    return parse(where, response);
  }

  /** The future, because a request's own timeout ends with the headers and a body may stall. */
  private <T> T await(String where, CompletableFuture<T> answer) {
    try {
      return answer.get(timeoutMs, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw SchemaRegistryException.unreachable(where, rootOf(e));
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw SchemaRegistryException.unreachable(
          where, new IOException("timed out after " + timeoutMs + " ms"));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw SchemaRegistryException.unreachable(where, e);
    }
  }

  private static Exception rootOf(ExecutionException e) {
    return e.getCause() instanceof Exception cause ? cause : e;
  }

  private static JsonNode parse(String where, HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      int status = response.statusCode();
      throw SchemaRegistryException.answered(
          where, status, status, "the answer is not JSON: is this a schema registry?");
    }
  }

  private static SchemaRegistryException failure(String where, HttpResponse<String> response) {
    int status = response.statusCode();
    String body = response.body();
    String text = body.substring(0, Math.min(body.length(), REASON_LIMIT));
    try {
      JsonNode error = JSON.readTree(body);
      return SchemaRegistryException.answered(
          where,
          status,
          error.path("error_code").asInt(status),
          error.path("message").asText(text));
    } catch (JsonProcessingException e) {
      return SchemaRegistryException.answered(where, status, status, text);
    }
  }
}
