package io.gradstream.crash;

import io.gradstream.embedded.BrokerProcess;
import io.gradstream.embedded.EmbeddedSchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The servers of a crash test: a broker in a process of its own, a registry behind a proxy. */
final class Servers implements AutoCloseable {

  private final Path directory;
  private final Optional<Path> dataDir;
  private final EmbeddedSchemaRegistry registry;
  private final RegistryProxy proxy;
  private BrokerProcess broker;
  private boolean closed;

  private Servers(Path directory, Optional<Path> dataDir) throws IOException {
    this.directory = directory;
    this.dataDir = dataDir;
    registry = EmbeddedSchemaRegistry.start(OptionalInt.empty());
    proxy = RegistryProxy.start(registry.url());
    broker = broker(OptionalInt.empty());
  }

  /**
   * Starts them.
   *
   * @param directory where logs and data go
   * @param kept whether the broker's data outlive it, so that it can be killed
   */
  static Servers start(Path directory, boolean kept) throws IOException {
    Optional<Path> data =
        kept
            ? Optional.of(Files.createDirectories(directory.resolve("broker-data")))
            : Optional.empty();
    return new Servers(directory, data);
  }

  private BrokerProcess broker(OptionalInt port) throws IOException {
    return BrokerProcess.start(port, dataDir, directory.resolve("broker.log"));
  }

  /** Returns the settings by which clients find them. */
  Map<String, String> kafka() {
    return Map.of(
        "bootstrap.servers",
        broker.kafka().getOrDefault("bootstrap.servers", ""),
        "schema.registry.url",
        proxy.url());
  }

  /** Returns the registry itself, which no fault stands before. */
  SchemaRegistry registry() {
    return registry.registry();
  }

  RegistryProxy proxy() {
    return proxy;
  }

  /** SIGKILL to the broker. */
  synchronized void killBroker() throws InterruptedException {
    broker.kill();
  }

  /** Starts the broker again, on its port and its data. */
  synchronized void restartBroker() throws IOException {
    if (closed) {
      return;
    }
    String servers = kafka().getOrDefault("bootstrap.servers", "");
    int port = Integer.parseInt(servers.substring(servers.indexOf(':') + 1));
    broker = broker(OptionalInt.of(port));
  }

  @Override
  public synchronized void close() throws IOException, InterruptedException {
    closed = true;
    proxy.close();
    registry.close();
    broker.close();
  }
}
