package io.gradstream.schema.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that gives one answer to all paths but some and keeps what it was asked. */
public final class StubRegistryServer implements AutoCloseable {

  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<String> uris = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final Map<String, String> found = new ConcurrentHashMap<>();
  private final Map<String, String> headers = new ConcurrentHashMap<>();
  private volatile int status;
  private volatile String body;

  /** A request as it came. */
  public record Asked(String method, String path, String contentType, String authorization) {}

  public StubRegistryServer(int status, String body) {
    answer(status, body);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  public void answer(int newStatus, String newBody) {
    status = newStatus;
    body = newBody.replace('\'', '"');
  }

  /** Adds a header to every answer. */
  public void answerWith(String header, String value) {
    headers.put(header, value);
  }

  /** Answers a path with a body of its own and status 200. */
  public void answerAt(String path, String newBody) {
    found.put(path, newBody.replace('\'', '"'));
  }

  private void handle(HttpExchange exchange) throws IOException {
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("Content-Type"),
            exchange.getRequestHeaders().getFirst("Authorization")));
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    uris.add(exchange.getRequestURI().toString());
    String own = found.get(exchange.getRequestURI().getPath());
    byte[] bytes = (own == null ? body : own).getBytes(UTF_8);
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(own == null ? status : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public String url() {
    return "http://" + host();
  }

  public List<Asked> asked() {
    return asked;
  }

  /** Returns what was sent with each request. */
  public List<String> bodies() {
    return bodies;
  }

  /** Returns what was asked for, queries included. */
  public List<String> uris() {
    return uris;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
