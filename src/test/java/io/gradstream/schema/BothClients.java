package io.gradstream.schema;

import io.gradstream.containers.RegistryContainer;
import io.gradstream.embedded.EmbeddedSchemaRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.generic.GenericRecord;

/** A registry, and on it our serdes and Confluent's client for Node.js. */
public final class BothClients implements AutoCloseable {

  private final String url;
  private final Closeable registry;
  private final NodeClient node;

  private BothClients(String url, Closeable registry, NodeClient node) {
    this.url = url;
    this.registry = registry;
    this.node = node;
  }

  /** Starts the registry of the demo and the client. */
  public static BothClients start() throws IOException {
    EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(OptionalInt.empty());
    return on(registry.url(), registry::close);
  }

  /** Starts the client on a registry in a container, which is not closed with it. */
  public static BothClients on(RegistryContainer registry) throws IOException {
    return on(registry.url(), () -> {});
  }

  private static BothClients on(String url, Closeable registry) throws IOException {
    try {
      return new BothClients(url, registry, NodeClient.start(url));
    } catch (IOException | RuntimeException | Error e) {
      registry.close();
      throw e;
    }
  }

  /** Returns Confluent's client. */
  public NodeClient node() {
    return node;
  }

  /** Returns the settings by which our own clients find the registry. */
  public Map<String, String> settings() {
    return Map.of("schema.registry.url", url);
  }

  byte[] write(String topic, GenericRecord record) {
    return write(topic, record, Map.of());
  }

  byte[] write(String topic, GenericRecord record, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(settings());
    settings.putAll(more);
    try (AvroSerializer serializer = new AvroSerializer(settings, false)) {
      return serializer.serialize(topic, record);
    }
  }

  GenericRecord read(String topic, byte[] bytes) {
    try (AvroDeserializer deserializer = new AvroDeserializer(settings())) {
      return deserializer.deserialize(topic, bytes);
    }
  }

  @Override
  public void close() throws IOException {
    node.close();
    registry.close();
  }
}
