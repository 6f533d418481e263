package io.gradstream.serve;

import io.gradstream.watch.SnapshotJson;
import io.gradstream.watch.Watch;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is watched to every page that is open, as server-sent events: a snapshot when there is
 * something new, at most every other second, and a sign of life between.
 *
 * <p>A page has the thread of its request until it is closed, and few may be open: so one that is
 * slow to take what it is sent keeps nobody else waiting, and what has become of a request that its
 * browser left is no matter of another thread's.
 */
final class EventStream implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final int MOST_PAGES = 16; // of the server's threads, of which 40 are beside work
  private static final int UNAVAILABLE = 503;
  private static final long PERIOD_MILLIS = 1000;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1900);

  private final Semaphore places = new Semaphore(MOST_PAGES);
  private final CountDownLatch closed = new CountDownLatch(1);

  boolean isOpen() {
    return places.availablePermits() < MOST_PAGES;
  }

  /**
   * Sends events until the page is left, or this is closed.
   *
   * @param watch what is sent
   * @param trainer whose windows it shows
   * @param shown whether it shows what records hold
   */
  void send(Watch watch, Context context, int trainer, boolean shown) {
    if (!places.tryAcquire()) {
      throw new RequestException(
          UNAVAILABLE, "%d pages are open, as many as there may be".formatted(MOST_PAGES));
    }
    try {
      send(watch, context.res().getOutputStream(), trainer, shown);
    } catch (IOException e) {
      // the page was left, as pages are
    } catch (RuntimeException e) { // what was begun as events is not to end as an error in JSON
      LOG.warn("a page that was open is left", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server stops
    } finally {
      places.release();
    }
  }

  private void send(Watch watch, OutputStream out, int trainer, boolean shown)
      throws IOException, InterruptedException {
    long version = -1;
    long sent = 0;
    do {
      long now = watch.version();
      if (version < 0 || now != version && System.nanoTime() - sent >= PAUSE) {
        version = now;
        sent = System.nanoTime();
        event(out, "snapshot", SnapshotJson.of(watch.snapshot(trainer, shown)));
      } else {
        event(out, "alive", "{}");
      }
    } while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
  }

  /** JSON has no line breaks of its own, which would end the data. */
  private static void event(OutputStream out, String name, String json) throws IOException {
    String event = "event: %s\ndata: %s\n\n".formatted(name, json);
    out.write(event.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
