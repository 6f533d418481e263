package io.gradstream.schema.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Settings of registry client and serdes, under the names that Confluent's own have.
 *
 * <p>What a client's name may carry before it there, {@code schema.registry.}, may stand before it
 * here; the {@code ssl.*} names must have it, for without it they are those of Kafka's clients.
 * Names of others, Kafka's for example, are passed over.
 */
public final class SchemaRegistryConfig extends AbstractConfig {

  /** Where the registry is: one or more URLs, or {@code mock://scope}. */
  public static final String URL = "schema.registry.url";

  /** What a name of these settings may have before it, and {@code ssl.*} must. */
  public static final String PREFIX = "schema.registry.";

  /** What a header of every request has before its name. */
  public static final String REQUEST_HEADER_PREFIX = "request.header.";

  /** How often a request that failed for a passing reason is sent anew. */
  public static final String MAX_RETRIES = "max.retries";

  /** How long to wait before the first retry. */
  public static final String RETRIES_WAIT_MS = "retries.wait.ms";

  /** How long to wait before a retry at most. */
  public static final String RETRIES_MAX_WAIT_MS = "retries.max.wait.ms";

  /** Where the name and password for the registry come from. */
  public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";

  /** Name and password for the registry. */
  public static final String USER_INFO = "basic.auth.user.info";

  /** Where the token for the registry comes from. */
  public static final String BEARER_SOURCE = "bearer.auth.credentials.source";

  /** The token for the registry. */
  public static final String BEARER_TOKEN = "bearer.auth.token";

  /** Host of the proxy before the registry. */
  public static final String PROXY_HOST = "proxy.host";

  /** Port of the proxy before the registry. */
  public static final String PROXY_PORT = "proxy.port";

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

  /** Whether schemas that differ in nothing that matters are the same to the registry. */
  public static final String NORMALIZE = "normalize.schemas";

  /** The id of the schema that a serializer writes. */
  public static final String USE_SCHEMA_ID = "use.schema.id";

  /** Whether that schema must be able to read what the record's own would write. */
  public static final String ID_STRICT = "id.compatibility.strict";

  /** Whether a serializer writes, and a deserializer reads as, the subject's latest schema. */
  public static final String USE_LATEST = "use.latest.version";

  /** Whether the latest schema must be able to read what the record's own would write. */
  public static final String LATEST_STRICT = "latest.compatibility.strict";

  /** How long a subject's latest schema is believed to be the latest. */
  public static final String LATEST_TTL_SEC = "latest.cache.ttl.sec";

  /** How many latest schemas are kept. */
  public static final String LATEST_CACHE_SIZE = "latest.cache.size";

  /** How the subject of a key's schema is named. */
  public static final String KEY_STRATEGY = "key.subject.name.strategy";

  /** How the subject of a value's schema is named. */
  public static final String VALUE_STRATEGY = "value.subject.name.strategy";

  /** Whether dates, times, decimals and UUIDs are the JDK's types in a record. */
  public static final String LOGICAL_TYPES = "avro.use.logical.type.converters";

  /** Whether what Avro's Java library alone adds to a schema is taken off before it is sent. */
  public static final String REMOVE_JAVA_PROPERTIES = "avro.remove.java.properties";

  /** The declaration of every setting, with type, default, range and sentence. */
  public static final ConfigDef DEFINITION =
      SerdeSettings.addTo(ClientSettings.addTo(new ConfigDef()));

  private static final String SSL = "ssl.";

  /**
   * Reads the settings from a map that may hold others too.
   *
   * @throws org.apache.kafka.common.config.ConfigException if one is missing, out of range, or one
   *     that Confluent's serdes have and these do not
   */
  public SchemaRegistryConfig(Map<String, ?> settings) {
    super(DEFINITION, RefusedSettings.checked(plain(settings)), false);
  }

  /**
   * Reads the settings for what needs no registry, such as how subjects are named: the URL may be
   * missing, as it is where a pipeline is only described.
   *
   * @throws org.apache.kafka.common.config.ConfigException as the constructor does
   */
  public static SchemaRegistryConfig withoutRegistry(Map<String, ?> settings) {
    Map<String, Object> complete = new HashMap<>(settings);
    complete.putIfAbsent(URL, "-");
    return new SchemaRegistryConfig(complete);
  }

  private static Map<String, Object> plain(Map<String, ?> settings) {
    Map<String, Object> plain = new HashMap<>(settings);
    plain.keySet().removeIf(name -> name.startsWith(SSL));
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
  public List<String> urls() {
    return getList(URL);
  }

  /** Tells whether a setting is given, even if with its default. */
  public boolean isGiven(String name) {
    return originals().containsKey(name);
  }

  /** Tells whether any setting of TLS is given. */
  public boolean hasTls() {
    return originals().keySet().stream().anyMatch(name -> name.startsWith(SSL));
  }

  /** Returns what every request carries besides the client's own headers. */
  public Map<String, String> requestHeaders() {
    Map<String, String> headers = new TreeMap<>();
    originalsWithPrefix(REQUEST_HEADER_PREFIX)
        .forEach((name, value) -> headers.put(name, String.valueOf(value)));
    return headers;
  }

  /** Returns how subjects are named. */
  public SubjectNameStrategy strategy(boolean isKey) {
    return SubjectNameStrategy.of(getString(isKey ? KEY_STRATEGY : VALUE_STRATEGY));
  }
}
