package io.gradstream.schema.registry;

import static io.gradstream.schema.registry.SchemaRegistryConfig.BEARER_SOURCE;
import static io.gradstream.schema.registry.SchemaRegistryConfig.BEARER_TOKEN;
import static io.gradstream.schema.registry.SchemaRegistryConfig.CACHE_SIZE;
import static io.gradstream.schema.registry.SchemaRegistryConfig.CONNECT_TIMEOUT_MS;
import static io.gradstream.schema.registry.SchemaRegistryConfig.CREDENTIALS_SOURCE;
import static io.gradstream.schema.registry.SchemaRegistryConfig.MAX_RETRIES;
import static io.gradstream.schema.registry.SchemaRegistryConfig.MISSING_ID_TTL_SEC;
import static io.gradstream.schema.registry.SchemaRegistryConfig.PROXY_HOST;
import static io.gradstream.schema.registry.SchemaRegistryConfig.PROXY_PORT;
import static io.gradstream.schema.registry.SchemaRegistryConfig.READ_TIMEOUT_MS;
import static io.gradstream.schema.registry.SchemaRegistryConfig.RETRIES_MAX_WAIT_MS;
import static io.gradstream.schema.registry.SchemaRegistryConfig.RETRIES_WAIT_MS;
import static io.gradstream.schema.registry.SchemaRegistryConfig.URL;
import static io.gradstream.schema.registry.SchemaRegistryConfig.USER_INFO;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/** The declaration of the settings by which a registry is reached. */
final class ClientSettings {

  private ClientSettings() {}

  static ConfigDef addTo(ConfigDef settings) {
    settings.define(
        URL,
        Type.LIST,
        ConfigDef.NO_DEFAULT_VALUE,
        Importance.HIGH,
        "Comma-separated URLs of one registry's instances, tried in turn, or mock://scope for"
            + " a registry in this process's memory.");
    addWaits(settings);
    addCredentials(settings);
    addProxy(settings);
    addCaches(settings);
    return settings.withClientSslSupport();
  }

  private static void addWaits(ConfigDef settings) {
    atLeast(settings, CONNECT_TIMEOUT_MS, 1, 5_000, "Milliseconds to wait for a connection.");
    atLeast(settings, READ_TIMEOUT_MS, 1, 10_000, "Milliseconds to wait for an answer.");
    atLeast(
        settings,
        MAX_RETRIES,
        0,
        3,
        "How often all URLs are tried again when none could be reached or all answered"
            + " 408, 429, 502, 503 or 504.");
    atLeast(
        settings,
        RETRIES_WAIT_MS,
        0,
        1_000,
        "Milliseconds before the first retry, doubled for each that follows, give or take a fifth.");
    atLeast(settings, RETRIES_MAX_WAIT_MS, 0, 20_000, "Milliseconds before a retry at most.");
  }

  private static void addCredentials(ConfigDef settings) {
    settings
        .define(
            CREDENTIALS_SOURCE,
            Type.STRING,
            "URL",
            ValidString.in("URL", "USER_INFO", "SASL_INHERIT"),
            Importance.MEDIUM,
            "URL takes name and password from the URL, if it has any; USER_INFO from "
                + USER_INFO
                + "; SASL_INHERIT from sasl.jaas.config, as Kafka's clients do.")
        .define(
            USER_INFO,
            Type.PASSWORD,
            "",
            Importance.MEDIUM,
            "Name and password for the registry, as name:password.")
        .define(
            BEARER_SOURCE,
            Type.STRING,
            "",
            LambdaValidator.with(ClientSettings::checkBearerSource, () -> "[, STATIC_TOKEN]"),
            Importance.MEDIUM,
            "STATIC_TOKEN sends " + BEARER_TOKEN + ".")
        .define(BEARER_TOKEN, Type.PASSWORD, "", Importance.MEDIUM, "The token for the registry.");
  }

  private static void checkBearerSource(String name, Object value) {
    if (!value.equals("") && !value.equals("STATIC_TOKEN")) {
      throw new ConfigException(
          name,
          value,
          "only STATIC_TOKEN is supported, with the token in %s; tokens that expire, of OAuth for"
                  .formatted(BEARER_TOKEN)
              + " example, need Confluent's own serializer");
    }
  }

  private static void addProxy(ConfigDef settings) {
    settings
        .define(
            PROXY_HOST,
            Type.STRING,
            "",
            Importance.LOW,
            "Host of the HTTP proxy by which the registry is reached.")
        .define(
            PROXY_PORT,
            Type.INT,
            -1,
            Range.between(-1, 65_535),
            Importance.LOW,
            "Port of the proxy.");
  }

  private static void addCaches(ConfigDef settings) {
    atLeast(settings, CACHE_SIZE, 1, 1_000, "How many schemas and ids are kept in memory.");
    settings.define(
        MISSING_ID_TTL_SEC,
        Type.LONG,
        60L,
        Range.atLeast(0),
        Importance.LOW,
        "Seconds for which an id that the registry does not have is not asked for again.");
  }

  private static void atLeast(
      ConfigDef settings, String name, int least, int byDefault, String sentence) {
    settings.define(name, Type.INT, byDefault, Range.atLeast(least), Importance.LOW, sentence);
  }
}
