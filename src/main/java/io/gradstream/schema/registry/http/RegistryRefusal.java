package io.gradstream.schema.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;

/** Says in words what a registry answers that does not do what it is asked, and what helps. */
final class RegistryRefusal {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REASON_LIMIT = 2000;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int PROXY_AUTHENTICATION = 407;
  private static final String BASIC = "Basic ";

  /** No one waits so long, and whoever counts it in nanoseconds can. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(365);

  private static final String CREDENTIALS =
      "%s with %s, or %s with %s, under 'kafka:'"
          .formatted(
              SchemaRegistryConfig.CREDENTIALS_SOURCE,
              SchemaRegistryConfig.USER_INFO,
              SchemaRegistryConfig.BEARER_SOURCE,
              SchemaRegistryConfig.BEARER_TOKEN);

  private RegistryRefusal() {}

  /**
   * Returns the exception for an answer other than 200.
   *
   * @param where what messages about the request begin with
   * @param endpoint to which it was sent
   */
  static SchemaRegistryException exception(
      String where, RegistryEndpoint endpoint, RegistryRequest request, HttpResponse<String> got) {
    int status = got.statusCode();
    JsonNode error = json(got.body());
    String reason = error.path("message").asText(text(got.body()));
    return SchemaRegistryException.answered(
            where,
            status,
            error.path("error_code").asInt(status),
            reason.isBlank() ? "the registry gives no reason" : reason)
        .withAdvice(advice(endpoint, request, got))
        .withRetryAfter(retryAfter(got, Instant.now()));
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static String text(String body) {
    return body.substring(0, Math.min(body.length(), REASON_LIMIT));
  }

  private static String advice(
      RegistryEndpoint endpoint, RegistryRequest request, HttpResponse<String> got) {
    return switch (got.statusCode()) {
      case UNAUTHORIZED ->
          "the registry does not accept who asks, %s: check %s"
              .formatted(asker(endpoint), CREDENTIALS);
      case FORBIDDEN ->
          "%s may not %s: let whoever keeps the registry allow it, or give other credentials (%s)"
              .formatted(asker(endpoint), request.purpose(), CREDENTIALS);
      case PROXY_AUTHENTICATION ->
          "a proxy wants credentials, which cannot be given: check %s and %s"
              .formatted(SchemaRegistryConfig.PROXY_HOST, SchemaRegistryConfig.PROXY_PORT);
      case 301, 302, 303, 307, 308 -> moved(request, got);
      default -> "";
    };
  }

  /** The name of a user is no secret, and whoever is to allow something must know it. */
  private static String asker(RegistryEndpoint endpoint) {
    String authorization = endpoint.headers().getOrDefault("Authorization", "");
    if (authorization.isEmpty()) {
      return "a client without credentials";
    }
    if (!authorization.startsWith(BASIC)) {
      return "the owner of the token";
    }
    String userInfo =
        new String(
            Base64.getDecoder().decode(authorization.substring(BASIC.length())),
            StandardCharsets.UTF_8);
    int colon = userInfo.indexOf(':');
    return colon < 0 ? "a user" : "user '" + userInfo.substring(0, colon) + "'";
  }

  /** Not followed: credentials are for the address that somebody wrote down. */
  private static String moved(RegistryRequest request, HttpResponse<String> got) {
    return got.headers()
        .firstValue("Location")
        .flatMap(location -> address(got.uri(), location, request.path()))
        .map(
            address ->
                "the registry has moved to %s: put that into %s"
                    .formatted(address, SchemaRegistryConfig.URL))
        .orElse("the registry has moved: put its new address into " + SchemaRegistryConfig.URL);
  }

  /** Returns the registry's address without what was asked of it, and without credentials. */
  private static Optional<String> address(URI asked, String location, String path) {
    try {
      URI moved = asked.resolve(location.strip());
      String plain = moved.toString().replaceFirst("//[^/]*@", "//");
      return Optional.of(
          plain.endsWith(path) ? plain.substring(0, plain.length() - path.length()) : plain);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns how long the registry asks not to be asked: seconds, or until a time. */
  static Duration retryAfter(HttpResponse<?> got, Instant now) {
    return got.headers()
        .firstValue("Retry-After")
        .flatMap(given -> duration(given.strip(), now))
        .filter(wait -> !wait.isNegative())
        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
        .orElse(Duration.ZERO);
  }

  private static Optional<Duration> duration(String given, Instant now) {
    try {
      return Optional.of(
          given.chars().allMatch(c -> c >= '0' && c <= '9')
              ? Duration.ofSeconds(Long.parseLong(given))
              : Duration.between(
                  now,
                  ZonedDateTime.parse(given, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
    } catch (NumberFormatException | DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
