package io.gradstream.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a schema registry, hands everything on, and fails when it is told to. */
final class RegistryProxy implements AutoCloseable {

  private static final int THREADS = 4;

  private final String registry;
  private final InetSocketAddress address;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private volatile Optional<Nonsense> nonsense = Optional.empty();
  private HttpServer server;

  /**
   * An answer that is none.
   *
   * @param name what it is called
   * @param status the HTTP status
   * @param type the content's type
   * @param body the content
   */
  record Nonsense(String name, int status, String type, String body) {

    private static final String JSON = "application/vnd.schemaregistry.v1+json";

    /** Every sort there is. */
    static final List<Nonsense> ALL =
        List.of(
            new Nonsense("an empty body", 200, JSON, ""),
            new Nonsense("null", 200, JSON, "null"),
            new Nonsense("an empty object", 200, JSON, "{}"),
            new Nonsense(
                "a schema cut short", 200, JSON, "{\"schema\": \"{\\\"type\\\": \\\"rec\"}"),
            new Nonsense("half an answer", 200, JSON, "{\"schema\": \"{\\\"ty"),
            new Nonsense("a login page", 200, "text/html", "<html>Sign in</html>"),
            new Nonsense("a redirect", 302, "text/html", ""),
            new Nonsense("error 500", 500, JSON, "{\"error_code\": 50001, \"message\": \"store\"}"),
            new Nonsense("error 503", 503, "text/plain", "unavailable"));
  }

  private RegistryProxy(String registry, HttpServer server) {
    this.registry = registry;
    this.server = server;
    address = server.getAddress();
    begin(server);
  }

  /** Starts before the registry at a URL, on a free port. */
  static RegistryProxy start(String registry) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new RegistryProxy(registry, HttpServer.create(any, 0));
  }

  /** Returns the URL for {@code schema.registry.url}. */
  String url() {
    return "http://127.0.0.1:" + address.getPort();
  }

  /** Refuses connections from now on. */
  void goAway() {
    server.stop(0);
  }

  /** Listens again where it did. */
  void comeBack() throws IOException {
    server = HttpServer.create(address, 0);
    begin(server);
  }

  /** Gives one answer to everything; empty for the registry's own. */
  void answer(Optional<Nonsense> answer) {
    nonsense = answer;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void begin(HttpServer created) {
    created.createContext("/", this::handle);
    created.setExecutor(threads);
    created.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<Nonsense> answer = nonsense;
      if (answer.isPresent()) {
        Nonsense it = answer.get();
        if (it.status() / 100 == 3) {
          exchange.getResponseHeaders().set("Location", url() + "/login");
        }
        send(exchange, it.status(), it.type(), it.body().getBytes(StandardCharsets.UTF_8));
      } else {
        handOn(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handOn(HttpExchange exchange) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(registry + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    for (String name : List.of("Content-Type", "Accept")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
    String type = answer.headers().firstValue("Content-Type").orElse("text/plain");
    send(exchange, answer.statusCode(), type, answer.body());
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
