package io.gradstream.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** {@code gradstream run} in a process of its own, as what supervises it sees it. */
public final class RunProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int healthPort;
  private final Path log;

  private RunProcess(Process process, int healthPort, Path log) {
    this.process = process;
    this.healthPort = healthPort;
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param arguments those of {@code gradstream}
   * @param environment variables besides those of this process; a free health port is added
   * @param log where its standard error and output go
   */
  public static RunProcess start(List<String> arguments, Map<String, String> environment, Path log)
      throws IOException {
    int port = freePort();
    List<String> command =
        JavaRun.command(System.getProperty("java.class.path"), "io.gradstream.cli.Main");
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("GRADSTREAM_HEALTH_PORT", Integer.toString(port));
    return new RunProcess(builder.redirectOutput(log.toFile()).start(), port, log);
  }

  /** Waits for something; says what was logged if it does not come. */
  public void until(Callable<Boolean> condition) throws IOException {
    try {
      Awaitility.await().atMost(PATIENCE).until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "\n" + Files.readString(log), e);
    }
  }

  /** Returns the status of a probe, or 0 if nobody listens. */
  public int health(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + healthPort + path);
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (ConnectException e) {
      return 0;
    }
  }

  /** Returns the status of an answer to GET. */
  public static int status(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  /** Returns where something listens, as the log says: {@code health} or {@code predictions}. */
  public Optional<String> url(String what) throws IOException {
    Pattern pattern = Pattern.compile(what + " on (http://[\\w.]+:\\d+)");
    return log().stream()
        .map(pattern::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }

  /** Begins requests of the health port that it does not end; the sockets are the caller's. */
  List<Socket> unfinishedRequests(int count) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), healthPort);
      socket.getOutputStream().write("GET /health/li".getBytes(StandardCharsets.US_ASCII));
      sockets.add(socket);
    }
    return sockets;
  }

  public List<String> log() throws IOException {
    return Files.readAllLines(log);
  }

  public boolean logged(String text) throws IOException {
    return log().stream().anyMatch(line -> line.contains(text));
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Returns the exit code. */
  public int await() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " did not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    await();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
