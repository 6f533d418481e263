package io.gradstream.schema.registry.http;

import io.gradstream.schema.registry.RegistryApi;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * One address of a registry and the headers for it, kept apart so that messages can name the
 * address.
 *
 * @param url the address without credentials or a slash at its end
 * @param headers what every request carries, credentials among them
 */
record RegistryEndpoint(String url, Map<String, String> headers) {

  private static final Pattern CREDENTIALS = Pattern.compile("//([^/]*)@");

  /**
   * Reads an entry of {@code schema.registry.url}.
   *
   * @throws ConfigException if it is no http or https URL, or credentials or headers are not usable
   */
  static RegistryEndpoint of(String entry, SchemaRegistryConfig config) {
    Matcher inUrl = CREDENTIALS.matcher(entry);
    Optional<String> userInfo =
        inUrl.find() ? Optional.of(decoded(inUrl.group(1))) : Optional.empty();
    String plain = inUrl.replaceFirst("//").replaceAll("/+$", "");
    if (!isHttp(plain)) {
      throw new ConfigException(
          SchemaRegistryConfig.URL
              + " must be http or https URLs with a host, or one mock://scope, was "
              + shown(plain, config));
    }
    RegistryEndpoint endpoint = new RegistryEndpoint(plain, headers(userInfo, config));
    endpoint.checkHeaders();
    return endpoint;
  }

  private static boolean isHttp(String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      return (http || "https".equalsIgnoreCase(uri.getScheme())) && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** A slash or comma in a password tears it apart: what may be a piece of one is not shown. */
  private static String shown(String plain, SchemaRegistryConfig config) {
    boolean hasCredentials = config.urls().stream().anyMatch(url -> url.contains("@"));
    int at = plain.lastIndexOf('@');
    if (at >= 0) {
      return "...@" + plain.substring(at + 1);
    }
    return hasCredentials && config.urls().size() > 1
        ? "one with a part of the credentials; write / , and @ in them as %2F %2C %40"
        : plain;
  }

  /** Resolves percent signs; where they resolve to nothing they are part of the password. */
  private static String decoded(String userInfo) {
    try {
      return URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return userInfo;
    }
  }

  private static Map<String, String> headers(
      Optional<String> userInfo, SchemaRegistryConfig config) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Accept", RegistryApi.MEDIA_TYPE);
    headers.put("Content-Type", RegistryApi.MEDIA_TYPE);
    RegistryCredentials.authorization(userInfo, config)
        .ifPresent(authorization -> headers.put("Authorization", authorization));
    headers.putAll(config.requestHeaders());
    return headers;
  }

  /** Now, and without their values: the JDK's message would show them. */
  private void checkHeaders() {
    headers.forEach(
        (name, value) -> {
          try {
            HttpRequest.newBuilder().header(name, value);
          } catch (IllegalArgumentException e) {
            throw new ConfigException(
                "the header %s cannot be sent to the schema registry: its name is reserved or no"
                        .formatted(name)
                    + " header's, or its value has other than visible ASCII characters");
          }
        });
  }

  /** Returns the start of a request for {@code path}, which begins with a slash. */
  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    headers.forEach(request::header);
    return request;
  }

  @Override
  public String toString() {
    return url;
  }
}
