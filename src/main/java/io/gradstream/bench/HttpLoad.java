package io.gradstream.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at a rate, from a process of its own, to two addresses of a server in turn.
 *
 * <p>A request's time begins when it was due, not when it could be sent: a server that makes others
 * wait is not measured by the fewer requests that it gets (coordinated omission, G. Tene).
 */
public final class HttpLoad {

  /** Phases that do not count. */
  static final int WARM_UP = 3;

  private static final int OK = 200;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final List<String> bodies;

  private HttpLoad(List<String> bodies) {
    this.bodies = bodies;
  }

  /** What a phase, or several of one address, came to. */
  private static final class Seen {
    private final Quantiles times = new Quantiles();
    private final AtomicInteger failed = new AtomicInteger();
  }

  /**
   * Runs the load: <code>FILE RATE SECONDS PHASES URL URL</code>. Each line of the file is a body;
   * {@value #WARM_UP} phases of SECONDS for each address warm up, while three virtual machines
   * compile what they run. Prints a line for each address: requests, failed ones, and milliseconds
   * that half, 99 and 99.9 % of them did not exceed.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    HttpLoad load = new HttpLoad(Files.readAllLines(Path.of(args[0])));
    int rate = Integer.parseInt(args[1]);
    int seconds = Integer.parseInt(args[2]);
    int phases = Integer.parseInt(args[3]);
    List<URI> addresses = List.of(URI.create(args[4]), URI.create(args[5]));
    List<Seen> seen = List.of(new Seen(), new Seen());
    for (int phase = -WARM_UP; phase < phases; phase++) {
      for (int i = 0; i < addresses.size(); i++) {
        load.send(addresses.get(i), rate, seconds, phase < 0 ? new Seen() : seen.get(i));
      }
    }
    for (Seen each : seen) {
      System.out.printf(
          Locale.ROOT,
          "%d %d %.3f %.3f %.3f%n",
          each.times.count(),
          each.failed.get(),
          each.times.millis(.5),
          each.times.millis(.99),
          each.times.millis(.999));
    }
  }

  private void send(URI address, int rate, int seconds, Seen seen) {
    long start = System.nanoTime();
    double step = TimeUnit.SECONDS.toNanos(1) / (double) rate;
    List<CompletableFuture<?>> open = new ArrayList<>(rate * seconds);
    for (int i = 0; i < rate * seconds; i++) {
      long due = start + (long) (i * step);
      for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
        LockSupport.parkNanos(rest);
      }
      open.add(
          client
              .sendAsync(request(address, i), HttpResponse.BodyHandlers.discarding())
              .handle((answer, thrown) -> done(due, answer, seen)));
    }
    open.forEach(CompletableFuture::join);
  }

  private HttpRequest request(URI address, int number) {
    return HttpRequest.newBuilder(address)
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(bodies.get(number % bodies.size())))
        .build();
  }

  @SuppressWarnings("NullAway") // there is no answer where it failed
  private static boolean done(long due, HttpResponse<Void> answer, Seen seen) {
    seen.times.add(System.nanoTime() - due);
    boolean failed = answer == null || answer.statusCode() != OK;
    if (failed) {
      seen.failed.incrementAndGet();
    }
    return failed;
  }
}
