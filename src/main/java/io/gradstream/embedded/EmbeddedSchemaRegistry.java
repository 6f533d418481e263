package io.gradstream.embedded;

import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A schema registry in this process that speaks Confluent's REST API, on loopback only.
 *
 * <p>Its schemas are Avro's. What is registered is gone at {@link #close}, unless it has a file to
 * keep it in. The rules are those of {@link InMemorySchemaRegistry}.
 */
public final class EmbeddedSchemaRegistry implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final int MOST_THREADS = 8;
  private static final int FEWEST_THREADS = 2;

  private final InMemorySchemaRegistry registry;
  private final Javalin server;

  private EmbeddedSchemaRegistry(InMemorySchemaRegistry registry, Optional<KeptSchemas> kept) {
    this.registry = registry;
    server = Javalin.create(config -> configure(config, registry, kept));
  }

  /**
   * Starts a registry; it answers when this returns.
   *
   * @param port where it listens, 1 to 65535; a free port if empty
   * @throws IOException if the port is taken
   */
  public static EmbeddedSchemaRegistry start(OptionalInt port) throws IOException {
    return start(port, Optional.empty());
  }

  /**
   * Starts a registry that goes on from a file, and keeps there what it is told before it answers.
   *
   * <p>Records carry ids of schemas: a broker that keeps its topics needs a registry that keeps its
   * ids.
   *
   * @param port where it listens, 1 to 65535; a free port if empty
   * @param file where it keeps what it holds; nothing is kept if empty
   * @throws IOException if the port is taken, or the file cannot be read
   */
  public static EmbeddedSchemaRegistry start(OptionalInt port, Optional<Path> file)
      throws IOException {
    // Asked first, because the server logs an error of its own where it cannot bind.
    if (port.isPresent() && !Ports.isFree(port.getAsInt())) {
      throw cannotListen(port);
    }
    if (file.isEmpty()) {
      return new EmbeddedSchemaRegistry(new InMemorySchemaRegistry(), Optional.empty())
          .listen(port);
    }
    KeptSchemas kept = new KeptSchemas(file.get());
    return new EmbeddedSchemaRegistry(kept.read(), Optional.of(kept)).listen(port);
  }

  private EmbeddedSchemaRegistry listen(OptionalInt port) throws IOException {
    try {
      server.start(HOST, port.orElse(0));
      return this;
    } catch (JavalinBindException e) {
      IOException failure = cannotListen(port);
      failure.initCause(e);
      throw failure;
    }
  }

  private static IOException cannotListen(OptionalInt port) {
    return new IOException(
        "the schema registry cannot listen on %s:%d: the port is in use; choose another, or 0 for a free one"
            .formatted(HOST, port.orElse(0)));
  }

  private static void configure(
      JavalinConfig config, InMemorySchemaRegistry registry, Optional<KeptSchemas> kept) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
    config.http.prefer405over404 = true;
    new RegistryRoutes(registry).addTo(config.routes);
    // The answer goes out after this: who has an id in hand finds it again after a crash.
    kept.ifPresent(it -> config.routes.after(context -> it.keep(registry)));
  }

  /** Returns the URL for {@code schema.registry.url}. */
  public String url() {
    return "http://" + HOST + ":" + server.port();
  }

  /** Returns the registry behind the server. */
  public SchemaRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    server.stop();
  }
}
