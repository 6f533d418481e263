package io.gradstream.serve;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a server goes: whoever asks whether it is ready is told that it is not, so that no more
 * requests are sent there; those that come within two seconds are answered as before, later ones
 * are refused, and the server waits for those it has taken.
 */
final class Departure {

  private static final Logger LOG = LoggerFactory.getLogger(Departure.class);
  private static final String ATTRIBUTE = "gradstream.leaves";
  private static final long LONGEST = TimeUnit.SECONDS.toMillis(20);
  private static final long NOTICE = TimeUnit.SECONDS.toNanos(2);
  private static final int UNAVAILABLE = 503;
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(5);

  private final GracefulHandler requests = new GracefulHandler(); // counts them
  private final long millis;
  private volatile boolean begun;
  private volatile long begunAt;

  /**
   * Creates it.
   *
   * @param millis that a request may take
   */
  Departure(long millis) {
    this.millis = Math.min(millis, LONGEST);
  }

  void addTo(JavalinConfig config) {
    config.jetty.modifyServer(server -> server.setHandler(requests)); // Javalin puts its own within
    config.routes.before(
        context -> {
          if (begun) {
            context.attribute(ATTRIBUTE, true);
            context.header("Connection", "close"); // the next one goes to another server
            refuseLate(context);
          }
        });
  }

  /** Whoever has not noticed by now would have the server wait for ever new requests. */
  private void refuseLate(Context context) {
    if (System.nanoTime() - begunAt > NOTICE && !context.path().contains("/health/")) {
      context.header("Retry-After", "1");
      throw new RequestException(UNAVAILABLE, "this server is stopping; ask another, or again");
    }
  }

  /** Tells whether the server that answers a request is about to stop. */
  static boolean hasBegun(Context context) {
    return context.attribute(ATTRIBUTE) != null;
  }

  /** Begins; tells whether it had not begun before. */
  boolean begin() {
    boolean first = !begun;
    if (first) {
      begunAt = System.nanoTime();
    }
    begun = true;
    return first;
  }

  /** Waits until no request is under way, or for as long as one may take. */
  void await() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (requests.getCurrentRequestCount() > 0 && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(LOOK);
    }
    long left = requests.getCurrentRequestCount();
    if (left > 0) {
      LOG.warn("{} requests are cut off: they took longer than {} ms", left, millis);
    }
  }
}
