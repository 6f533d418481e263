package io.gradstream.schema.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests to the first of a registry's addresses that answers, and to all of them again when
 * none does.
 *
 * <p>An address that cannot be reached, or fails at work, is passed over; the one that answered is
 * asked first the next time. Thread-safe.
 */
final class RegistryTransport {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A hundred times what Confluent's registry takes as a schema. */
  private static final int LARGEST_ANSWER = 64 << 20;

  private final List<RegistryEndpoint> endpoints;
  private final HttpClient client;
  private final Retries retries;
  private final long timeoutMs;
  private volatile int preferred;

  RegistryTransport(SchemaRegistryConfig config, Retries.Pause pause) {
    endpoints = config.urls().stream().map(url -> RegistryEndpoint.of(url, config)).toList();
    int connectMs = config.getInt(SchemaRegistryConfig.CONNECT_TIMEOUT_MS);
    timeoutMs = (long) connectMs + config.getInt(SchemaRegistryConfig.READ_TIMEOUT_MS);
    client = RegistryConnection.client(config);
    retries = new Retries(config, pause);
  }

  /** Returns the answer to a request. */
  JsonNode send(RegistryRequest request) {
    return retries.send(() -> sendAnywhere(request));
  }

  /** Asks another of the addresses first from now on: what this one answers makes no sense. */
  void askAnother() {
    preferred = (preferred + 1) % endpoints.size();
  }

  /** Returns what a message about the answer to a request begins with. */
  String where(RegistryRequest request) {
    return request.at(endpoints.get(preferred));
  }

  private JsonNode sendAnywhere(RegistryRequest request) {
    int first = preferred;
    List<SchemaRegistryException> failures = new ArrayList<>();
    for (int i = 0; i < endpoints.size(); i++) {
      int at = (first + i) % endpoints.size();
      try {
        JsonNode answer = send(endpoints.get(at), request);
        preferred = at;
        return answer;
      } catch (SchemaRegistryException e) {
        failures.add(e);
        if (!isOnlyThere(e)) {
          throw e;
        }
      }
    }
    throw together(failures);
  }

  /** Tells whether another instance may do better: one that is ill, away, or not to be trusted. */
  private static boolean isOnlyThere(SchemaRegistryException failure) {
    boolean noAnswer = failure.status() == 0 && !Thread.currentThread().isInterrupted();
    return noAnswer || failure.status() != 0 && failure.isRetriable();
  }

  private static SchemaRegistryException together(List<SchemaRegistryException> failures) {
    SchemaRegistryException last = failures.get(failures.size() - 1);
    return failures.size() == 1
        ? last
        : SchemaRegistryException.everywhere(
            failures.stream().filter(Retries::passes).findFirst().orElse(last), failures);
  }

  private JsonNode send(RegistryEndpoint endpoint, RegistryRequest request) {
    String where = request.at(endpoint);
    HttpResponse<String> response =
        await(
            where,
            client.sendAsync(
                endpoint
                    .request(request.path())
                    .method(request.method(), request.publisher())
                    .build(),
                answer -> new BoundedBody(LARGEST_ANSWER)));
    if (response.statusCode() != 200) {
      throw RegistryRefusal.exception(where, endpoint, request, response);
    }
    return parse(where, response);
  }

  /** The future, because a request's own timeout ends with the headers and a body may stall. */
  private <T> T await(String where, CompletableFuture<T> answer) {
    try {
      return answer.get(timeoutMs, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw NoAnswer.exception(where, rootOf(e));
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw SchemaRegistryException.unreachable(
          where, "no answer: timed out after " + timeoutMs + " ms", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw SchemaRegistryException.unreachable(where, "interrupted while waiting", e);
    }
  }

  private static Exception rootOf(ExecutionException e) {
    return e.getCause() instanceof Exception cause ? cause : e;
  }

  private static JsonNode parse(String where, HttpResponse<String> response) {
    try {
      JsonNode answer = JSON.readTree(response.body());
      if (answer.isContainerNode()) {
        return answer;
      }
    } catch (JsonProcessingException e) {
      // said below; its message would quote the answer
    }
    throw SchemaRegistryException.nonsense(where, "the answer is no JSON object or list");
  }
}
