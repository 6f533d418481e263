package io.gradstream.schema.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A bounded map whose entries are forgotten some time after they were put. Thread-safe. */
public final class ExpiringCache<K, V> {

  private final BoundedCache<K, Entry<V>> entries;
  private final Optional<Duration> ttl;
  private final Clock clock;

  private record Entry<V>(V value, Instant until) {}

  /**
   * Creates an empty cache.
   *
   * @param capacity how many entries it holds, at least 1
   * @param ttlSeconds how long an entry is kept, negative for as long as there is room
   */
  public ExpiringCache(int capacity, long ttlSeconds, Clock clock) {
    entries = new BoundedCache<>(capacity);
    ttl = ttlSeconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(ttlSeconds));
    this.clock = clock;
  }

  /** Returns the value of a key, if it is still there. */
  public Optional<V> get(K key) {
    return entries
        .get(key)
        .filter(entry -> clock.instant().isBefore(entry.until()))
        .map(Entry::value);
  }

  /** Keeps a value. */
  public void put(K key, V value) {
    entries.put(key, new Entry<>(value, ttl.map(clock.instant()::plus).orElse(Instant.MAX)));
  }
}
