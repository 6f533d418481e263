package io.gradstream.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A broker and a schema registry in this process, on loopback, for the demo and the benchmark. */
public final class EmbeddedCluster implements AutoCloseable {

  private final EmbeddedBroker broker;
  private final EmbeddedSchemaRegistry registry;
  private final Thread atExit = new Thread(this::closeAtExit, "close-embedded-cluster");
  private boolean closed;

  private EmbeddedCluster(EmbeddedBroker broker, EmbeddedSchemaRegistry registry) {
    this.broker = broker;
    this.registry = registry;
  }

  /**
   * Starts both.
   *
   * @param port the broker's port, a free one if empty
   * @param registryPort the registry's port, a free one if empty
   * @throws IOException if a given port is taken
   */
  public static EmbeddedCluster start(OptionalInt port, OptionalInt registryPort)
      throws IOException {
    return start(port, registryPort, Optional.empty());
  }

  /**
   * Starts both.
   *
   * @param port the broker's port, a free one if empty
   * @param registryPort the registry's port, a free one if empty
   * @param dataDir where the broker's data and the registry's schemas stay; they end with it if
   *     empty
   * @throws IOException if a given port is taken, or the directory cannot be written
   */
  public static EmbeddedCluster start(
      OptionalInt port, OptionalInt registryPort, Optional<Path> dataDir) throws IOException {
    EmbeddedBroker.Options options =
        new EmbeddedBroker.Options(port, dataDir, EmbeddedBroker.Options.defaults().properties());
    EmbeddedBroker broker = EmbeddedBroker.start(options);
    try {
      EmbeddedCluster cluster =
          new EmbeddedCluster(
              broker, EmbeddedSchemaRegistry.start(registryPort, dataDir.map(KeptSchemas::in)));
      // Ctrl-C and SIGTERM leave no temporary directory behind either.
      Runtime.getRuntime().addShutdownHook(cluster.atExit);
      return cluster;
    } catch (IOException | RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /** Returns the broker's address, {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Returns the registry's URL. */
  public String registryUrl() {
    return registry.url();
  }

  /** Returns the settings by which clients find both. */
  public Map<String, String> kafka() {
    return Map.of("bootstrap.servers", bootstrapServers(), "schema.registry.url", registryUrl());
  }

  /** Stops both; a second call does nothing but wait for the first. */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      registry.close();
      broker.close();
      forgetExit(); // last: a signal in between still waits for us
    }
  }

  private void forgetExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook closes what is still open.
    }
  }

  private void closeAtExit() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
