package io.gradstream.core.learn;

import io.gradstream.core.data.Row;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The present by the times of records, which one wrong time does not move.
 *
 * <p>The present is the fourth largest of the last 16 times, so it moves when four records agree,
 * and three wrong ones among 16 do nothing. It does not go back, for records may come out of order,
 * and years of two partitions one after the other, unless the last times lie decades back: then the
 * times before were wrong.
 *
 * <p>A record's own time is believed up to ten years before the present, for a replay may be late,
 * and up to a span after it: 30 days, or 16 times what eight records have taken if that is more, so
 * that a stream of a record a month has its own measure. A record whose time is not believed counts
 * as of the present.
 */
final class RecordClock {

  private static final int LENGTH = 16;
  private static final int ROOM = 4 * LENGTH;
  private static final int RANK = 3; // from the largest, which has 0
  private static final int PACE = 8; // times below the present, by which it is told how fast
  private static final long LEAST_SPAN = Duration.ofDays(30).toMillis();
  private static final long LEAST_BACK = Duration.ofDays(3650).toMillis();
  private static final long PATIENCE = 16;
  private static final int FEW = 3; // before so many nothing can be told

  private static final int COUNT = 0;
  private static final int PRESENT = 1;
  private static final int STRAYS = 2;
  private static final int LAST = 3;
  private static final int PARTITION = 4;
  private static final int OFFSET = 5;
  private static final int FIGURES = 6;

  private final LongArray times;
  private final LongArray figures;
  private final long[] sorted = new long[ROOM]; // the last times, ascending; derived
  private int start; // of them: what comes in order moves on, and nothing is moved
  private int length;
  private long span;

  RecordClock(State state) {
    times = state.longs("clock.times", LENGTH);
    figures = state.longs("clock", FIGURES);
  }

  /** Takes over the time of a record, and tells the record what to make of it. */
  void tick(Row row) {
    long time = row.time();
    add(time);
    long present = nextPresent();
    figures.set(PRESENT, present);
    boolean isBelieved = isBelieved(time, present);
    if (!isBelieved) {
      figures.set(STRAYS, figures.get(STRAYS) + 1);
      figures.set(LAST, time);
      figures.set(PARTITION, row.partition());
      figures.set(OFFSET, row.offset());
    }
    row.setClock(isBelieved ? time : present, present);
  }

  /** Tells a record that is only scored what to make of its time, which changes nothing here. */
  void look(Row row) {
    long present = present();
    row.setClock(isBelieved(row.time(), present) ? row.time() : present, present);
  }

  private boolean isBelieved(long time, long present) {
    long allowed = time < present ? Math.max(LEAST_BACK, span) : span;
    return length < FEW || distance(time, present) <= allowed;
  }

  /** Begins anew with the time of a record, since nobody knows what the times before are worth. */
  void restart(Row row) {
    boolean doubted = row.believedTime() != row.time();
    figures.set(STRAYS, strays() - (doubted ? 1 : 0));
    figures.set(COUNT, 0);
    start = 0;
    length = 0;
    tick(row);
  }

  /** Returns how many times were not believed since {@link #next}. */
  long strays() {
    return figures.get(STRAYS);
  }

  /** Returns what became of them, for people. */
  String reason() {
    String records =
        strays() == 1 ? "time of 1 record" : "times of %,d records".formatted(strays());
    return "%s far from those around counted as the present; the last was at %s"
        .formatted(records, Row.origin((int) figures.get(PARTITION), figures.get(OFFSET)));
  }

  /** Returns the last of them, for people. */
  String detail() {
    return "time %s".formatted(Instant.ofEpochMilli(figures.get(LAST)));
  }

  /** Begins a window. */
  void next() {
    figures.set(STRAYS, 0);
  }

  /** Recomputes what is derived from the state, after it was loaded. */
  void refresh() {
    length = (int) Math.min(LENGTH, figures.get(COUNT));
    start = 0;
    System.arraycopy(times.values(), 0, sorted, 0, length);
    Arrays.sort(sorted, 0, length);
    if (length > 0) {
      latest();
    }
  }

  private void add(long time) {
    long count = figures.get(COUNT);
    int at = (int) (count % LENGTH);
    if (length == LENGTH) {
      remove(times.get(at));
    }
    insert(time);
    times.set(at, time);
    figures.set(COUNT, count + 1);
  }

  private void remove(long time) {
    int at = start;
    while (sorted[at] < time) {
      at++;
    }
    length--;
    if (at == start) { // the oldest was the least, as of times in order
      start++;
    } else {
      System.arraycopy(sorted, at + 1, sorted, at, start + length - at);
    }
  }

  private void insert(long time) {
    if (start + length == ROOM) {
      System.arraycopy(sorted, start, sorted, 0, length);
      start = 0;
    }
    int at = start + length;
    while (at > start && sorted[at - 1] > time) {
      sorted[at] = sorted[--at];
    }
    sorted[at] = time;
    length++;
  }

  /** Returns the present by the times of the records so far. */
  long present() {
    return figures.get(PRESENT);
  }

  private long nextPresent() {
    long latest = latest();
    long before = figures.get(PRESENT);
    boolean back = latest < before && distance(latest, before) > Math.max(LEAST_BACK, span);
    return figures.get(COUNT) == 1 || latest > before || back || length < FEW ? latest : before;
  }

  /** Returns the present by the last times alone; finds out the span that goes with them. */
  private long latest() {
    int at = start + length - 1 - Math.min(RANK, length / 2);
    long pace = distance(sorted[at], sorted[Math.max(start, at - PACE)]);
    span =
        pace > Long.MAX_VALUE / PATIENCE ? Long.MAX_VALUE : Math.max(LEAST_SPAN, PATIENCE * pace);
    return sorted[at];
  }

  private static long distance(long a, long b) {
    long less = Math.min(a, b);
    long more = Math.max(a, b);
    return less < 0 && more > Long.MAX_VALUE + less ? Long.MAX_VALUE : more - less;
  }
}
