package io.gradstream.schema.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A map that forgets the entry unused for longest when it is full. Thread-safe. */
public final class BoundedCache<K, V> {

  private final Map<K, V> entries;

  /**
   * Creates an empty cache.
   *
   * @param capacity how many entries it holds, at least 1
   */
  public BoundedCache(int capacity) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
          }
        };
  }

  /** Returns the value of a key, if it is still there. */
  public synchronized Optional<V> get(K key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** Keeps a value; the entry unused for longest goes when there are too many. */
  public synchronized void put(K key, V value) {
    entries.put(key, value);
  }
}
