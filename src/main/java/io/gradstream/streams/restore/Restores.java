package io.gradstream.streams.restore;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the restores of Kafka Streams: a line every few seconds while one is under way, one at
 * its end, and the partition that does not move on. Thread-safe: each stream thread restores its
 * own.
 */
public final class Restores implements StateRestoreListener {

  private static final Logger LOG = LoggerFactory.getLogger(Restores.class);
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(5);

  private final LongSupplier nanoTime;
  private final RestoreProgress.Display display;
  private final Map<TopicPartition, Restore> underWay = new HashMap<>();
  private final Map<Integer, RestoreProgress> over = new HashMap<>(); // by partition
  private long restoredBefore;
  private long said;

  private static final class Restore {
    private final long begun;
    private final long start;
    private final long end;
    private long next;
    private long movedAt;

    Restore(long start, long end, long now) {
      this.begun = now;
      this.start = start;
      this.end = end;
      next = start;
      movedAt = now;
    }

    RestoreProgress progress() {
      return new RestoreProgress(next - start, Math.max(end, next) - start);
    }
  }

  /** A restore that does not move: which, where it stands, where it ends, and for how long. */
  public record Stuck(TopicPartition partition, long next, long end, long nanos) {}

  /** Follows restores; {@code nanoTime} is a clock as {@link System#nanoTime} is. */
  public Restores(LongSupplier nanoTime, RestoreProgress.Display display) {
    this.nanoTime = nanoTime;
    this.display = display;
  }

  /** Follows restores that nobody looks at. */
  public static Restores unseen() {
    return new Restores(System::nanoTime, RestoreProgress.Display.NONE);
  }

  @Override
  public synchronized void onRestoreStart(
      TopicPartition partition, String store, long start, long end) {
    if (underWay.isEmpty()) {
      restoredBefore = 0;
      said = nanoTime.getAsLong();
    }
    over.remove(partition.partition());
    underWay.put(partition, new Restore(start, end, nanoTime.getAsLong()));
    display.update(progress());
  }

  @Override
  public synchronized void onBatchRestored(
      TopicPartition partition, String store, long batchEnd, long count) {
    Restore restore = underWay.get(partition);
    if (restore == null) {
      return;
    }
    long now = nanoTime.getAsLong();
    restore.next = Math.max(restore.next, batchEnd + 1);
    restore.movedAt = now;
    RestoreProgress progress = progress();
    display.update(progress);
    if (now - said >= PAUSE) {
      said = now;
      LOG.info(
          "restoring the model: {} of {} blocks",
          text(progress.restored()),
          text(progress.total()));
    }
  }

  @Override
  public synchronized void onRestoreEnd(TopicPartition partition, String store, long total) {
    Restore restore = underWay.remove(partition);
    if (restore == null) {
      return;
    }
    long blocks = restore.end - restore.start;
    restoredBefore += blocks;
    over.put(partition.partition(), new RestoreProgress(blocks, blocks));
    LOG.info(
        "restored the model of partition {}: {} blocks in {} s",
        partition.partition(),
        text(total),
        seconds(nanoTime.getAsLong() - restore.begun));
    display.update(progress());
  }

  @Override
  public synchronized void onRestoreSuspended(TopicPartition partition, String store, long total) {
    underWay.remove(partition); // it is another instance's now
    display.update(progress());
  }

  /** Forgets what is still open: a thread that died while it restored says nothing of that. */
  public synchronized void over() {
    if (!underWay.isEmpty()) {
      underWay.clear();
      display.update(progress());
    }
  }

  /** Returns how far it is, complete where nothing is under way. */
  public synchronized RestoreProgress progress() {
    long restored = restoredBefore;
    long total = restoredBefore;
    for (Restore each : underWay.values()) {
      restored += each.progress().restored();
      total += each.progress().total();
    }
    return new RestoreProgress(restored, total);
  }

  /**
   * Returns how far the model of a partition is, or was when its restore ended; nothing if none has
   * begun since {@link #opened}.
   */
  public synchronized Optional<RestoreProgress> progress(int partition) {
    return underWay.entrySet().stream()
        .filter(each -> each.getKey().partition() == partition)
        .map(each -> each.getValue().progress())
        .findAny()
        .or(() -> Optional.ofNullable(over.get(partition)));
  }

  /** Forgets how the last restore of a partition ended: its store is opened anew. */
  public synchronized void opened(int partition) {
    over.remove(partition);
  }

  /** Returns for how many seconds restores have been under way, 0 if none is. */
  public synchronized double seconds() {
    long now = nanoTime.getAsLong();
    return underWay.values().stream().mapToLong(it -> now - it.begun).max().orElse(0) / 1e9;
  }

  /** Returns the restore that has stood still for longest, if one has for {@code patience}. */
  public synchronized Optional<Stuck> stuck(long patience) {
    long now = nanoTime.getAsLong();
    return underWay.entrySet().stream()
        .map(each -> stuck(each.getKey(), each.getValue(), now))
        .filter(each -> each.nanos() >= patience)
        .max((one, other) -> Long.compare(one.nanos(), other.nanos()));
  }

  private static Stuck stuck(TopicPartition partition, Restore restore, long now) {
    return new Stuck(partition, restore.next, restore.end, now - restore.movedAt);
  }

  private static String text(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f", nanos / 1e9);
  }
}
