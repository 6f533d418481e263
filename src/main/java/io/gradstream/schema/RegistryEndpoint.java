package io.gradstream.schema;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * One address of a registry and the credentials for it, kept apart so that messages can name the
 * address.
 *
 * @param url the address without credentials or a slash at its end
 * @param authorization the header that proves who asks, if the registry wants to know
 */
record RegistryEndpoint(String url, Optional<String> authorization) {

  private static final Pattern CREDENTIALS = Pattern.compile("//([^/]*)@");

  /**
   * Reads an entry of {@code schema.registry.url}.
   *
   * @throws ConfigException if it is no http or https URL, or credentials are wanted and missing
   */
  static RegistryEndpoint of(String entry, SchemaRegistryConfig config) {
    String plain = withoutCredentials(entry).replaceAll("/+$", "");
    if (!isHttp(plain)) {
      throw new ConfigException(
          SchemaRegistryConfig.URL
              + " must be http or https URLs with a host, or one mock://scope, was "
              + plain);
    }
    return new RegistryEndpoint(plain, credentials(entry, config).map(RegistryEndpoint::basic));
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

  private static String withoutCredentials(String entry) {
    return CREDENTIALS.matcher(entry).replaceFirst("//");
  }

  /** Resolves percent signs; where they resolve to nothing they are part of the password. */
  private static String decoded(String userInfo) {
    try {
      return URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return userInfo;
    }
  }

  private static Optional<String> credentials(String entry, SchemaRegistryConfig config) {
    if (!config.hasUserInfo()) {
      Matcher inUrl = CREDENTIALS.matcher(entry);
      return inUrl.find() ? Optional.of(decoded(inUrl.group(1))) : Optional.empty();
    }
    String userInfo = config.getPassword(SchemaRegistryConfig.USER_INFO).value();
    if (userInfo.isEmpty()) {
      throw new ConfigException(
          "%s must be set when %s is USER_INFO"
              .formatted(SchemaRegistryConfig.USER_INFO, SchemaRegistryConfig.CREDENTIALS_SOURCE));
    }
    return Optional.of(userInfo);
  }

  private static String basic(String userInfo) {
    byte[] bytes = userInfo.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  /** Returns the start of a request for {@code path}, which begins with a slash. */
  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    authorization.ifPresent(header -> request.header("Authorization", header));
    return request;
  }

  @Override
  public String toString() {
    return url;
  }
}
