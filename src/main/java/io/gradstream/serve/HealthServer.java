package io.gradstream.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@link HealthProbe}s over HTTP, on all interfaces: 200 for yes, 503 for no, and a JSON
 * object such as <code>{"ready":true,"state":"RUNNING"}</code>.
 *
 * <p>It is the JDK's own server, because three answers are not worth a web server's jars on the
 * classpath of {@code run}. It tells nobody more than a state and what holds records up, so it has
 * no users and no TLS.
 */
public final class HealthServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HealthServer.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;

  /** Each slow request holds one until it is given up; a probe must not wait for any of them. */
  private static final int THREADS = 2000;

  private static final long STACK = 1 << 18;

  /**
   * The JDK's server waits for ever for the rest of a request, and a thread with it, unless this is
   * set before the process makes its first one.
   */
  private static final String LONGEST_REQUEST = "sun.net.httpserver.maxReqTime";

  private static final String LONGEST_REQUEST_SECONDS = "5";

  private static final int BACKLOG = 2000; // connections that wait to be taken

  private final HttpServer server;
  private final ExecutorService threads = threads();
  private final Supplier<State> state;
  private final Supplier<Map<String, String>> details;

  private HealthServer(
      HttpServer server, Supplier<State> state, Supplier<Map<String, String>> details) {
    this.server = server;
    this.state = state;
    this.details = details;
  }

  /**
   * Starts a server; it answers when this returns.
   *
   * @param host the address where it listens, 0.0.0.0 for all of this machine's
   * @param port 1 to 65535, or 0 for a free port
   * @param state asked for every answer, from several threads
   * @throws IOException if the port is taken, or the host is no address of this machine
   */
  public static HealthServer start(String host, int port, Supplier<State> state)
      throws IOException {
    return start(host, port, state, Map::of);
  }

  /**
   * Starts a server that says more than yes or no.
   *
   * @param details asked for every answer, for what is to be said besides, by name: why records
   *     stand still, how far a restore is; they change no answer
   */
  public static HealthServer start(
      String host, int port, Supplier<State> state, Supplier<Map<String, String>> details)
      throws IOException {
    if (System.getProperty(LONGEST_REQUEST) == null) {
      System.setProperty(LONGEST_REQUEST, LONGEST_REQUEST_SECONDS);
    }
    HealthServer server = new HealthServer(bound(host, port), state, details);
    server.begin();
    return server;
  }

  /** Returns the port where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static HttpServer bound(String host, int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    try {
      if (address.isUnresolved()) {
        throw new IOException("there is no such host");
      }
      return HttpServer.create(address, BACKLOG);
    } catch (IOException e) {
      throw new IOException(
          "the health server cannot listen on %s, port %d (%s); choose another --health-port or --health-host"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  private void begin() {
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    List<String> paths = Stream.of(HealthProbe.values()).map(HealthProbe::path).toList();
    String host = server.getAddress().getAddress().getHostAddress();
    LOG.info("health on {}, port {}: {}", host, port(), String.join(", ", paths));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<HealthProbe> probe = HealthProbe.at(exchange.getRequestURI().getPath());
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (probe.isEmpty()) {
        send(exchange, NOT_FOUND, Map.of("error", "there is nothing here"), head);
      } else if (!head && !exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, METHOD_NOT_ALLOWED, Map.of("error", "use GET"), head);
      } else {
        State now = state.get();
        boolean holds = probe.get().holds(now);
        send(exchange, holds ? OK : UNAVAILABLE, body(probe.get(), holds, now), head);
      }
    }
  }

  private Map<String, Object> body(HealthProbe probe, boolean holds, State state) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(probe.label(), holds);
    body.put("state", state.name());
    body.putAll(details.get());
    return body;
  }

  private static void send(HttpExchange exchange, int status, Map<String, ?> body, boolean head)
      throws IOException {
    byte[] json = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, head ? -1 : json.length);
    if (!head) {
      exchange.getResponseBody().write(json);
    }
  }

  /** They come with the requests and go after a minute without. */
  private static ExecutorService threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            0, THREADS, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), HealthServer::daemon);
    threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    return threads;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(null, work, "health", STACK);
    thread.setDaemon(true);
    return thread;
  }
}
