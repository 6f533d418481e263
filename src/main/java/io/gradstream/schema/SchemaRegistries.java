package io.gradstream.schema;

import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.schema.registry.http.HttpSchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigException;

/** Makes the registry that a configuration names. */
public final class SchemaRegistries {

  private SchemaRegistries() {}

  /**
   * Returns the registry at {@code schema.registry.url}; nothing is sent yet.
   *
   * @param settings under Confluent's names, among others
   * @throws ConfigException if the URL is missing or a setting is not usable; names the setting
   */
  public static SchemaRegistry from(Map<String, ?> settings) {
    return from(new SchemaRegistryConfig(settings));
  }

  /**
   * Returns the registry at {@code schema.registry.url} for a caller that reads records and waits
   * by itself when the registry is away: {@code max.retries} does not count, and that a schema is
   * not there is believed some seconds later.
   *
   * @param settings as for {@link #from(Map)}
   * @param patience how long a record can wait for its schema
   */
  public static SchemaRegistry ofRecords(Map<String, ?> settings, Duration patience) {
    Map<String, Object> once = new HashMap<>(settings);
    once.put(SchemaRegistryConfig.PREFIX + SchemaRegistryConfig.MAX_RETRIES, 0);
    return from(
        new SchemaRegistryConfig(once), config -> HttpSchemaRegistry.ofRecords(config, patience));
  }

  /**
   * Returns the registry at {@code schema.registry.url} for a program that writes schemas of its
   * own: they are looked up instead of registered where {@code auto.register.schemas} is false.
   *
   * @param settings as for {@link #from(Map)}
   */
  public static SchemaRegistry forWriting(Map<String, ?> settings) {
    SchemaRegistryConfig config = new SchemaRegistryConfig(settings);
    return new WritersRegistry(from(config), config);
  }

  static SchemaRegistry from(SchemaRegistryConfig config) {
    return from(config, HttpSchemaRegistry::new);
  }

  private static SchemaRegistry from(
      SchemaRegistryConfig config, Function<SchemaRegistryConfig, SchemaRegistry> overHttp) {
    List<String> urls = config.urls();
    if (urls.isEmpty()) {
      throw new ConfigException(SchemaRegistryConfig.URL + " must name a registry, was empty");
    }
    String first = urls.get(0);
    return urls.size() == 1 && first.startsWith(MockSchemaRegistries.SCHEME)
        ? MockSchemaRegistries.of(first.substring(MockSchemaRegistries.SCHEME.length()))
        : overHttp.apply(config);
  }
}
