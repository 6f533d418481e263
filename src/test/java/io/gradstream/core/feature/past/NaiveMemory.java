package io.gradstream.core.feature.past;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a memory should remember, by ordinary collections, of one number per record. */
final class NaiveMemory {

  private record Entry(long time, double value) {}

  private static final class Past {
    private final List<Entry> entries = new ArrayList<>();
    private long last;
  }

  private final Map<String, Past> pasts = new LinkedHashMap<>(); // the least recently used first
  private final int most;
  private final long timeToLive;

  NaiveMemory(int most, long timeToLive) {
    this.most = most;
    this.timeToLive = timeToLive;
  }

  void remember(String key, long time, double value) {
    Past past = pasts.remove(key);
    if (past == null && !pasts.isEmpty()) {
      Map.Entry<String, Past> oldest = pasts.entrySet().iterator().next();
      if (pasts.size() == most || isExpired(oldest.getValue(), time)) {
        pasts.remove(oldest.getKey());
      }
    }
    if (past == null || isExpired(past, time)) {
      past = new Past();
    }
    past.last = time;
    past.entries.add(new Entry(time, value));
    pasts.put(key, past);
  }

  /** Returns the value so many records before, NaN if there is none. */
  double lag(String key, long time, int steps) {
    List<Entry> entries = entries(key, time);
    return entries.size() < steps ? Double.NaN : entries.get(entries.size() - steps).value();
  }

  /** Returns the values that are there in a window, the oldest first. */
  List<Double> window(String key, long time, PastWindow window) {
    List<Entry> entries = entries(key, time);
    return entries.subList(Math.max(0, entries.size() - window.most()), entries.size()).stream()
        .filter(entry -> window.within() == 0 || entry.time() >= time - window.within())
        .map(Entry::value)
        .filter(value -> !value.isNaN())
        .toList();
  }

  double seconds(String key, long time) {
    Past past = find(key, time);
    return past == null ? Double.NaN : Math.max(0, time - past.last) / 1000.0;
  }

  int size() {
    return pasts.size();
  }

  private List<Entry> entries(String key, long time) {
    Past past = find(key, time);
    return past == null ? List.of() : past.entries;
  }

  private @Nullable Past find(String key, long time) {
    Past past = pasts.get(key);
    return past == null || isExpired(past, time) ? null : past;
  }

  private boolean isExpired(Past past, long time) {
    return timeToLive > 0 && time - past.last > timeToLive;
  }
}
