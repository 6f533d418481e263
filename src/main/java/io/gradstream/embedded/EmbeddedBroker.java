package io.gradstream.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka cluster of one node in this process: KRaft controller and broker, on loopback only.
 *
 * <p>It listens on 127.0.0.1 for plaintext clients and keeps its data in one directory. {@link
 * #start} returns when clients can connect; {@link #close} returns when the ports are free again
 * and a temporary directory is gone. Nothing is ever deleted from a topic that does not say so
 * itself, since replayed records are old.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private final Options options;
  private final Path dataDir;
  private final int port;
  private final KafkaRaftServer server;
  private boolean closed;

  /**
   * Where the broker listens and what it keeps.
   *
   * @param port the port for clients, 1 to 65535; a free one if empty
   * @param dataDir where the data lives and stays, continued if a broker has used it before; a
   *     temporary directory, deleted at close, if empty
   * @param properties broker properties under Kafka's own names; they win over the ones set here
   */
  public record Options(OptionalInt port, Optional<Path> dataDir, Map<String, String> properties) {

    /** Copies the map. */
    public Options {
      properties = Map.copyOf(properties);
    }

    /** Returns a free port, a temporary directory and no properties. */
    public static Options defaults() {
      return new Options(OptionalInt.empty(), Optional.empty(), Map.of());
    }

    /** Returns these options with a given port. */
    public Options withPort(int newPort) {
      return new Options(OptionalInt.of(newPort), dataDir, properties);
    }

    /** Returns these options with a directory that is kept. */
    public Options withDataDir(Path newDataDir) {
      return new Options(port, Optional.of(newDataDir), properties);
    }

    /** Returns these options with one more broker property. */
    public Options withProperty(String name, String value) {
      Map<String, String> all = new TreeMap<>(properties);
      all.put(name, value);
      return new Options(port, dataDir, all);
    }
  }

  private EmbeddedBroker(Options options, Path dataDir, int port, int controllerPort) {
    this.options = options;
    this.dataDir = dataDir;
    this.port = port;
    Map<String, String> properties =
        BrokerProperties.of(
            port, controllerPort, dataDir, options.dataDir().isPresent(), options.properties());
    server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
  }

  /**
   * Starts a broker and waits until it takes requests.
   *
   * @throws IOException if the given port is taken or the directory cannot be written
   * @throws org.apache.kafka.common.config.ConfigException if a property is not valid
   */
  public static EmbeddedBroker start(Options options) throws IOException {
    int port = options.port().isPresent() ? options.port().getAsInt() : Ports.free();
    if (!Ports.isFree(port)) {
      throw new IOException(
          "the broker cannot listen on 127.0.0.1:%d: the port is in use; choose another, or 0 for a free one"
              .formatted(port));
    }
    int controllerPort = port;
    while (controllerPort == port) {
      controllerPort = Ports.free();
    }
    Path dataDir = directory(options);
    try {
      format(dataDir);
      EmbeddedBroker broker = new EmbeddedBroker(options, dataDir, port, controllerPort);
      broker.startup();
      return broker;
    } catch (IOException | RuntimeException e) {
      discard(options, dataDir);
      throw e;
    }
  }

  /** Returns the address for clients, such as {@code 127.0.0.1:24680}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Stops broker and controller, and deletes a temporary directory; a second call does nothing. */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      stop();
      discard(options, dataDir);
    }
  }

  private void startup() {
    try {
      server.startup();
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  private void stop() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static Path directory(Options options) throws IOException {
    return options.dataDir().isPresent()
        ? Files.createDirectories(options.dataDir().get())
        : Files.createTempDirectory("gradstream-broker-");
  }

  private static void discard(Options options, Path dataDir) throws IOException {
    if (options.dataDir().isEmpty()) {
      Utils.delete(dataDir.toFile());
    }
  }

  /** Prepares an empty directory as {@code kafka-storage format} does; leaves a used one alone. */
  private static void format(Path dataDir) throws IOException {
    if (Files.exists(dataDir.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
      return;
    }
    Formatter formatter =
        new Formatter()
            .setNodeId(BrokerProperties.NODE_ID)
            .setClusterId(Uuid.randomUuid().toString())
            .addDirectory(dataDir.toString())
            .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      formatter.run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("cannot prepare " + dataDir + " for a broker", e);
    }
  }
}
