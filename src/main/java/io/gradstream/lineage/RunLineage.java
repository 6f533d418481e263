package io.gradstream.lineage;

import io.gradstream.core.learn.WindowReport;
import io.gradstream.lineage.LineageEvents.Window;
import io.gradstream.pipeline.Lineage;
import io.gradstream.pipeline.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of one run of a pipeline: that it starts, at its first full window and once a minute that
 * it runs, and how it ended.
 *
 * <p>A thread of its own delivers; nobody else waits for it, but the end for three seconds. What
 * cannot be delivered is counted, said once a minute at most, and not sent again: every event has
 * all that the earlier ones had.
 */
public final class RunLineage {

  private static final Logger LOG = LoggerFactory.getLogger(RunLineage.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final LineageEvents events;
  private final Destination destination;
  private final Duration every;
  private final Duration patience;

  /** Start, first window and end: each minute is told by the thread itself. */
  private final BlockingQueue<Told> queue = new ArrayBlockingQueue<>(3);

  private final AtomicReference<@Nullable Window> newest = new AtomicReference<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CountDownLatch last = new CountDownLatch(1);
  private int unsaid; // as all below, of the thread alone
  private boolean said;
  private long saidNanos;

  private record Told(String event, boolean isLast) {}

  private RunLineage(
      Pipeline pipeline,
      Lineage lineage,
      Destination destination,
      Duration every,
      Duration patience) {
    events = new LineageEvents(pipeline, lineage.namespace());
    this.destination = destination;
    this.every = every;
    this.patience = patience;
  }

  /** Begins to tell of a pipeline that starts now, if its file says where. */
  public static Optional<RunLineage> start(Pipeline pipeline) {
    return pipeline
        .lineage()
        .map(lineage -> start(pipeline, lineage, Destination.of(lineage), MINUTE, PATIENCE));
  }

  /** Begins with times of its own: between events of a run that goes on, and for the last one. */
  static RunLineage start(
      Pipeline pipeline,
      Lineage lineage,
      Destination destination,
      Duration every,
      Duration patience) {
    RunLineage started = new RunLineage(pipeline, lineage, destination, every, patience);
    started.queue.add(new Told(started.event("START", Optional.empty()), false));
    Thread thread = new Thread(started::deliver, "lineage");
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  /** Keeps the newest window, of which the next events tell; the first is told of at once. */
  public void window(int partition, WindowReport report) {
    if (newest.getAndSet(new Window(partition, report)) == null) {
      queue.add(new Told(event("RUNNING", Optional.empty()), false));
    }
  }

  /** Tells that the run failed, or else that it is complete; waits as {@link #abort} does. */
  public void end(Optional<Throwable> failure) {
    end(failure.isPresent() ? "FAIL" : "COMPLETE", failure);
  }

  /**
   * Tells that the run was stopped before it began. Only the first end counts; whoever ends waits
   * until it is delivered, three seconds at most.
   */
  public void abort() {
    end("ABORT", Optional.empty());
  }

  private void end(String type, Optional<Throwable> failure) {
    boolean first = ended.compareAndSet(false, true);
    if (first) {
      queue.add(new Told(event(type, failure), true));
    }
    try {
      if (!last.await(patience.toMillis(), TimeUnit.MILLISECONDS) && first) {
        LOG.warn(
            "lineage: {} was not delivered to {} within {} ms; given up",
            type,
            destination.name(),
            patience.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String event(String type, Optional<Throwable> failure) {
    return events.event(type, Instant.now(), Optional.ofNullable(newest.get()), failure).toString();
  }

  private void deliver() {
    try {
      long next = System.nanoTime() + every.toNanos();
      boolean over = false;
      while (!over) {
        Told told = queue.poll(next - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (told == null) {
          told = new Told(event("RUNNING", Optional.empty()), false);
          next = System.nanoTime() + every.toNanos();
        }
        over = told.isLast();
        deliver(told);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      last.countDown();
    }
  }

  private void deliver(Told told) throws InterruptedException {
    try {
      destination.deliver(told.event());
    } catch (IOException | RuntimeException e) {
      unsaid++;
      if (told.isLast() || !said || System.nanoTime() - saidNanos >= MINUTE.toNanos()) {
        said = true;
        saidNanos = System.nanoTime();
        LOG.warn(
            "lineage: {} event(s) not delivered to {}, and not sent again: {}; the pipeline goes on"
                + " without",
            unsaid,
            destination.name(),
            e.toString());
        unsaid = 0;
      }
    }
  }
}
