package io.gradstream.serve;

import io.gradstream.pipeline.Http;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server beside a pipeline: Javalin on Jetty, which reads the heads of requests without a
 * thread for each, so that slow ones keep nobody waiting.
 *
 * <p>Every answer is JSON; that to a request that cannot be answered is <code>{"error":
 * "..."}</code>.
 */
public final class HttpService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);
  private static final int THREADS_BESIDE = 40; // for bodies that are slow to come, and probes
  private static final int FEWEST_THREADS = 4;

  /** Longer than the minute for which load balancers keep connections: who closes last is safe. */
  private static final int IDLE_MILLIS = 65_000;

  /** Of a request under way of which nothing more comes: it has a thread meanwhile. */
  static final int STALLED_MILLIS = 5_000;

  /** For threads that are left when no request is waited for any more. */
  private static final int STOP_MILLIS = 1_000;

  private static final int BACKLOG = 2_000; // connections that wait to be taken
  private static final int INTERNAL = 500;

  private final Javalin server;
  private final ServerConnector connector;
  private final String host;
  private final boolean secure;
  private final Departure departure;

  private HttpService(
      Javalin server, ServerConnector connector, String host, boolean secure, Departure departure) {
    this.server = server;
    this.connector = connector;
    this.host = host;
    this.secure = secure;
    this.departure = departure;
  }

  /**
   * Starts a server; it answers when this returns.
   *
   * @param http where it listens and what it takes
   * @param option of the command line that says where, for messages
   * @param routes what it answers
   * @throws IOException if it cannot listen there, or a file that it needs cannot be read
   */
  public static HttpService start(Http http, String option, List<? extends Routes> routes)
      throws IOException {
    int port = http.port().orElse(0);
    requireHost(http.host(), port, option);
    Optional<FreshTls> tls =
        http.tls().isPresent() ? Optional.of(new FreshTls(http.tls().get())) : Optional.empty();
    Departure departure = new Departure(http.timeout());
    ServerConnector[] made = new ServerConnector[1];
    Javalin server =
        Javalin.create(
            config -> {
              configure(config, http);
              departure.addTo(config);
              config.jetty.addConnector(
                  (jetty, settings) -> {
                    made[0] = connector(jetty, settings, tls, http.host(), port);
                    return made[0];
                  });
              routes.forEach(each -> each.addTo(config.routes));
              addErrors(config);
            });
    try {
      server.start();
    } catch (JavalinBindException e) {
      throw cannotListen(http.host(), port, option, e);
    }
    return new HttpService(server, made[0], http.host(), tls.isPresent(), departure);
  }

  /** Returns the port where it listens. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Returns the URL where it answers. */
  public String url() {
    String name = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
    String shown = name.contains(":") ? "[" + name + "]" : name;
    return "%s://%s:%d".formatted(secure ? "https" : "http", shown, port());
  }

  /**
   * Stops: says at once that it is not ready, waits for the requests under way, as long as they may
   * take, and answers nothing from then on.
   */
  @Override
  public synchronized void close() {
    if (departure.begin()) {
      departure.await();
      server.stop();
    }
  }

  private static void requireHost(String host, int port, String option) throws IOException {
    try {
      InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw cannotListen(host, port, option, new IOException("there is no such host", e));
    }
  }

  private static IOException cannotListen(String host, int port, String option, Exception cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = cause.getCause() == null ? cause.getMessage() : root.getMessage();
    return new IOException(
        "the HTTP server cannot listen on %s, port %d (%s); choose another %s-port or %s-host"
            .formatted(host, port, reason, option, option),
        cause);
  }

  private static void configure(JavalinConfig config, Http http) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = http.maxBytes();
    QueuedThreadPool threads =
        new QueuedThreadPool(http.maxRequests() + THREADS_BESIDE, FEWEST_THREADS);
    threads.setStopTimeout(STOP_MILLIS);
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(
        settings -> {
          settings.setSendServerVersion(false);
          settings.setIdleTimeout(STALLED_MILLIS);
        });
    config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new JsonErrors()));
    config.jetty.modifyServletContextHandler(inner -> inner.setErrorHandler(new JsonErrors()));
  }

  private static ServerConnector connector(
      Server jetty, HttpConfiguration settings, Optional<FreshTls> tls, String host, int port) {
    ServerConnector connector;
    if (tls.isPresent()) {
      SecureRequestCustomizer customizer = new SecureRequestCustomizer();
      customizer.setSniHostCheck(false); // clients within a cluster come by many names
      settings.addCustomizer(customizer);
      ConnectionFactory http = new HttpConnectionFactory(settings);
      connector =
          new ServerConnector(jetty, new SslConnectionFactory(tls.get(), http.getProtocol()), http);
    } else {
      connector = new ServerConnector(jetty, new HttpConnectionFactory(settings));
    }
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptQueueSize(BACKLOG);
    return connector;
  }

  private static void addErrors(JavalinConfig config) {
    config.routes.exception(
        RequestException.class, (e, context) -> error(context, e.status(), e.sentence()));
    config.routes.exception(
        HttpResponseException.class,
        (e, context) -> {
          String methods = e.getDetails().get("availableMethods");
          if (methods != null) {
            context.header("Allow", methods);
          }
          error(context, e.getStatus(), sentence(e.getStatus(), context));
        });
    config.routes.exception(
        Exception.class,
        (e, context) -> {
          Optional<BadMessageException> ofClient = badMessage(e);
          if (ofClient.isPresent()) {
            error(context, ofClient.get().getCode(), "the request did not come as it should");
            return;
          }
          LOG.warn("{} {} failed", context.method(), context.path(), e);
          error(context, INTERNAL, "the server failed; its log says why");
        });
  }

  /** A body that is cut off, or comes too slowly, is no fault of the server's. */
  private static Optional<BadMessageException> badMessage(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadMessageException bad) {
        return Optional.of(bad);
      }
    }
    return Optional.empty();
  }

  private static String sentence(int status, Context context) {
    return switch (HttpStatus.forStatus(status)) {
      case NOT_FOUND -> "there is nothing at " + context.path();
      case METHOD_NOT_ALLOWED -> "%s is not for %s".formatted(context.path(), context.method());
      case CONTENT_TOO_LARGE -> "the body of the request is larger than http.max-bytes allows";
      default -> HttpStatus.forStatus(status).getMessage();
    };
  }

  private static void error(Context context, int status, String message) {
    Answers.json(context, status, Map.of("error", message));
  }
}
