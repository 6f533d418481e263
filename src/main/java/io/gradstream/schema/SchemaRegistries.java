package io.gradstream.schema;

import java.util.List;
import java.util.Map;
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

  static SchemaRegistry from(SchemaRegistryConfig config) {
    List<String> urls = config.urls();
    if (urls.isEmpty()) {
      throw new ConfigException(SchemaRegistryConfig.URL + " must name a registry, was empty");
    }
    String first = urls.get(0);
    return urls.size() == 1 && first.startsWith(MockSchemaRegistries.SCHEME)
        ? MockSchemaRegistries.of(first.substring(MockSchemaRegistries.SCHEME.length()))
        : new HttpSchemaRegistry(config);
  }
}
