package io.gradstream.serve;

import io.gradstream.watch.SnapshotJson;
import io.gradstream.watch.Watch;
import io.javalin.http.sse.SseClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends what is watched to every page that is open: a snapshot when there is something new, at most
 * every other second, and a sign of life between. A page that is slow to take it keeps nobody else
 * waiting, and is sent the newest when it has.
 */
final class EventStream implements AutoCloseable {

  private static final int MOST_PAGES = 32;
  private static final int UNAVAILABLE = 503;
  private static final long PERIOD_MILLIS = 1000;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1900);

  private final Watch watch;
  private final List<Client> clients = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(daemons("page-ticks"));
  private final ExecutorService senders = Executors.newCachedThreadPool(daemons("page-sender"));

  EventStream(Watch watch) {
    this.watch = watch;
    ticks.scheduleAtFixedRate(
        this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static ThreadFactory daemons(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** A page that is open. */
  private final class Client {
    private final SseClient page;
    private final int trainer;
    private final boolean shown;
    private final AtomicBoolean busy = new AtomicBoolean();
    private long version = -1;
    private long sent;

    Client(SseClient page, int trainer, boolean shown) {
      this.page = page;
      this.trainer = trainer;
      this.shown = shown;
    }

    void send() {
      try {
        long now = watch.version();
        if (version < 0 || now != version && System.nanoTime() - sent >= PAUSE) {
          version = now;
          sent = System.nanoTime();
          page.sendEvent("snapshot", SnapshotJson.of(watch.snapshot(trainer, shown)));
        } else {
          page.sendEvent("alive", "{}");
        }
      } finally {
        busy.set(false);
      }
    }
  }

  void requireRoom() {
    if (clients.size() >= MOST_PAGES) {
      throw new RequestException(
          UNAVAILABLE, "%d pages are open, as many as there may be".formatted(MOST_PAGES));
    }
  }

  boolean isOpen() {
    return !clients.isEmpty();
  }

  void add(SseClient page, int trainer, boolean shown) {
    Client client = new Client(page, trainer, shown);
    page.keepAlive();
    page.onClose(() -> clients.remove(client));
    clients.add(client);
    submit(client);
  }

  private void tick() {
    clients.removeIf(client -> client.page.terminated());
    clients.forEach(this::submit);
  }

  private void submit(Client client) {
    if (client.busy.compareAndSet(false, true)) {
      senders.execute(client::send);
    }
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    clients.forEach(client -> client.page.close());
    senders.shutdownNow();
  }
}
