package io.gradstream.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/**
 * Settings of registry client and serdes, under the names that Confluent's own have.
 *
 * <p>What a client's name may carry before it there, {@code schema.registry.}, may stand before it
 * here. Names of others, Kafka's for example, are passed over.
 */
public final class SchemaRegistryConfig extends AbstractConfig {

  /** Where the registry is: one or more URLs, or {@code mock://scope}. */
  public static final String URL = "schema.registry.url";

  /** Where the name and password for the registry come from. */
  public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";

  /** Name and password for the registry. */
  public static final String USER_INFO = "basic.auth.user.info";

  /** How long to wait for a connection. */
  public static final String CONNECT_TIMEOUT_MS = "http.connect.timeout.ms";

  /** How long to wait for an answer. */
  public static final String READ_TIMEOUT_MS = "http.read.timeout.ms";

  /** How many schemas and ids a cache holds. */
  public static final String CACHE_SIZE = "max.schemas.per.subject";

  /** How long the answer that there is no such id is believed. */
  public static final String MISSING_ID_TTL_SEC = "missing.id.cache.ttl.sec";

  /** Whether a serializer registers the schema it writes. */
  public static final String AUTO_REGISTER = "auto.register.schemas";

  /** Whether a serializer writes the subject's latest schema. */
  public static final String USE_LATEST = "use.latest.version";

  /** How the subject of a key's schema is named. */
  public static final String KEY_STRATEGY = "key.subject.name.strategy";

  /** How the subject of a value's schema is named. */
  public static final String VALUE_STRATEGY = "value.subject.name.strategy";

  private static final String PREFIX = "schema.registry.";
  private static final String FROM_URL = "URL";
  private static final String FROM_USER_INFO = "USER_INFO";

  /** The declaration of every setting, with type, default, range and sentence. */
  public static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              URL,
              Type.LIST,
              ConfigDef.NO_DEFAULT_VALUE,
              Importance.HIGH,
              "Comma-separated URLs of one registry's instances, tried in turn, or mock://scope for"
                  + " a registry in this process's memory.")
          .define(
              CREDENTIALS_SOURCE,
              Type.STRING,
              FROM_URL,
              ValidString.in(FROM_URL, FROM_USER_INFO),
              Importance.MEDIUM,
              "URL takes name and password from the URL, if it has any; USER_INFO from "
                  + USER_INFO
                  + ".")
          .define(
              USER_INFO,
              Type.PASSWORD,
              "",
              Importance.MEDIUM,
              "Name and password for the registry, as name:password.")
          .define(
              CONNECT_TIMEOUT_MS,
              Type.INT,
              5_000,
              Range.atLeast(1),
              Importance.LOW,
              "Milliseconds to wait for a connection to the registry.")
          .define(
              READ_TIMEOUT_MS,
              Type.INT,
              10_000,
              Range.atLeast(1),
              Importance.LOW,
              "Milliseconds to wait for the registry's answer.")
          .define(
              CACHE_SIZE,
              Type.INT,
              1_000,
              Range.atLeast(1),
              Importance.LOW,
              "How many schemas and ids are kept in memory.")
          .define(
              MISSING_ID_TTL_SEC,
              Type.LONG,
              60L,
              Range.atLeast(0),
              Importance.LOW,
              "Seconds for which an id that the registry does not have is not asked for again.")
          .define(
              AUTO_REGISTER,
              Type.BOOLEAN,
              true,
              Importance.MEDIUM,
              "Register the schema of what is written, if the registry does not have it.")
          .define(
              USE_LATEST,
              Type.BOOLEAN,
              false,
              Importance.LOW,
              "Write the subject's latest schema; only if " + AUTO_REGISTER + " is false.")
          .define(
              KEY_STRATEGY,
              Type.STRING,
              SubjectNameStrategy.TOPIC_NAME.className(),
              ValidString.in(SubjectNameStrategy.classNames()),
              Importance.MEDIUM,
              "How the subject of a key's schema is named.")
          .define(
              VALUE_STRATEGY,
              Type.STRING,
              SubjectNameStrategy.TOPIC_NAME.className(),
              ValidString.in(SubjectNameStrategy.classNames()),
              Importance.MEDIUM,
              "How the subject of a value's schema is named.");

  /**
   * Reads the settings from a map that may hold others too.
   *
   * @throws org.apache.kafka.common.config.ConfigException if one is missing or out of range
   */
  public SchemaRegistryConfig(Map<String, ?> settings) {
    super(DEFINITION, plain(settings), false);
  }

  private static Map<String, Object> plain(Map<String, ?> settings) {
    Map<String, Object> plain = new HashMap<>(settings);
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !name.equals(URL)) {
            plain.put(name.substring(PREFIX.length()), value);
          }
        });
    plain.replaceAll((name, value) -> value instanceof Class<?> type ? type.getName() : value);
    return plain;
  }

  /** Returns the registry's URLs as they are given, credentials included. */
  List<String> urls() {
    return getList(URL);
  }

  /** Tells whether name and password come from {@link #USER_INFO}. */
  boolean hasUserInfo() {
    return FROM_USER_INFO.equals(getString(CREDENTIALS_SOURCE));
  }

  /** Returns how subjects are named. */
  SubjectNameStrategy strategy(boolean isKey) {
    return SubjectNameStrategy.of(getString(isKey ? KEY_STRATEGY : VALUE_STRATEGY));
  }
}
