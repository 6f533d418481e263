package io.gradstream.schema;

import io.gradstream.embedded.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.generic.GenericRecord;

/** A registry, and on it our serdes and Confluent's client for Node.js. */
public final class BothClients implements AutoCloseable {

  private final EmbeddedSchemaRegistry registry;
  private final NodeClient node;

  private BothClients(EmbeddedSchemaRegistry registry, NodeClient node) {
    this.registry = registry;
    this.node = node;
  }

  /** Starts a registry and the client. */
  public static BothClients start() throws IOException {
    EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(OptionalInt.empty());
    try {
      return new BothClients(registry, NodeClient.start(registry.url()));
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
    return Map.of("schema.registry.url", registry.url());
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
