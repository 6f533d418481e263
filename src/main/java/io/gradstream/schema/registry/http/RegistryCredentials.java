package io.gradstream.schema.registry.http;

import static io.gradstream.schema.registry.SchemaRegistryConfig.BEARER_SOURCE;
import static io.gradstream.schema.registry.SchemaRegistryConfig.BEARER_TOKEN;
import static io.gradstream.schema.registry.SchemaRegistryConfig.CREDENTIALS_SOURCE;
import static io.gradstream.schema.registry.SchemaRegistryConfig.USER_INFO;

import io.gradstream.schema.registry.SchemaRegistryConfig;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/**
 * Proves to a registry who asks: by name and password, or by a token.
 *
 * <p>No message holds any of them, nor what cannot be read of them.
 */
final class RegistryCredentials {

  private RegistryCredentials() {}

  /**
   * Returns the {@code Authorization} header for a registry's URL, if it is to have one.
   *
   * @param inUrl name and password in the URL
   * @throws ConfigException if the credentials that are asked for are missing, or are of two kinds
   */
  static Optional<String> authorization(Optional<String> inUrl, SchemaRegistryConfig config) {
    String token = config.getPassword(BEARER_TOKEN).value();
    if (config.getString(BEARER_SOURCE).isEmpty()) {
      require(token.isEmpty(), "%s is set: set %s to STATIC_TOKEN", BEARER_TOKEN, BEARER_SOURCE);
      return userInfo(inUrl, config).map(RegistryCredentials::basic);
    }
    require(
        !config.isGiven(CREDENTIALS_SOURCE) && inUrl.isEmpty(),
        "set only one of %s and %s; with a token the URL must not hold a name and password",
        CREDENTIALS_SOURCE,
        BEARER_SOURCE);
    require(
        !token.isEmpty(), "%s must be set when %s is STATIC_TOKEN", BEARER_TOKEN, BEARER_SOURCE);
    return Optional.of("Bearer " + token);
  }

  private static Optional<String> userInfo(Optional<String> inUrl, SchemaRegistryConfig config) {
    String userInfo = config.getPassword(USER_INFO).value();
    return switch (config.getString(CREDENTIALS_SOURCE)) {
      case "USER_INFO" -> {
        require(
            !userInfo.isEmpty(),
            "%s must be set when %s is USER_INFO",
            USER_INFO,
            CREDENTIALS_SOURCE);
        yield Optional.of(userInfo);
      }
      case "SASL_INHERIT" -> Optional.of(inherited(config.originals()));
      default -> {
        require(
            userInfo.isEmpty(), "%s is set: set %s to USER_INFO", USER_INFO, CREDENTIALS_SOURCE);
        yield inUrl;
      }
    };
  }

  /** What Kafka's clients log in with, by their own parser. */
  private static String inherited(Map<String, Object> settings) {
    Map<String, Object> kafka = new HashMap<>(settings);
    kafka.computeIfPresent(
        SaslConfigs.SASL_JAAS_CONFIG,
        (name, value) -> value instanceof Password ? value : new Password(value.toString()));
    Map<String, ?> login = options(kafka);
    Object name = login.get("username");
    Object password = login.get("password");
    require(
        name != null && password != null,
        "%s must give username and password when %s is SASL_INHERIT",
        SaslConfigs.SASL_JAAS_CONFIG,
        CREDENTIALS_SOURCE);
    return name + ":" + password;
  }

  private static Map<String, ?> options(Map<String, Object> kafka) {
    try {
      List<AppConfigurationEntry> entries =
          JaasContext.loadClientContext(kafka).configurationEntries();
      return entries.isEmpty() ? Map.of() : entries.get(0).getOptions();
    } catch (IllegalArgumentException | SecurityException | KafkaException e) {
      // Its message may hold a part of a password that was not quoted well.
      throw new ConfigException(
          "%s cannot be read, and %s is SASL_INHERIT: it must be one login module's entry, such as"
                  .formatted(SaslConfigs.SASL_JAAS_CONFIG, CREDENTIALS_SOURCE)
              + " org.apache.kafka.common.security.plain.PlainLoginModule required"
              + " username=\"...\" password=\"...\";");
    }
  }

  private static String basic(String userInfo) {
    byte[] bytes = userInfo.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  private static void require(boolean met, String message, Object... names) {
    if (!met) {
      throw new ConfigException(message.formatted(names));
    }
  }
}
