package io.gradstream.streams.input;

import io.gradstream.model.InputTopic;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the broker has of the input, as it was seen last: which topic it is, how many partitions,
 * where each begins. Shared by whoever looks and whoever judges; thread-safe.
 */
public final class InputLog {

  private static final int MOST_STARTS = 1000; // of a partition that are remembered

  private final Optional<InputTopic> topic;
  private volatile int partitions;
  private final Map<Integer, NavigableMap<Integer, Long>> starts = new ConcurrentHashMap<>();
  private final Map<Integer, Long> passed = new ConcurrentHashMap<>();
  private final Map<Integer, Long> accepted = new ConcurrentHashMap<>();
  private final LongAdder lost = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final AtomicInteger looks = new AtomicInteger();

  private InputLog(Optional<InputTopic> topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
  }

  /** Returns a log of a topic whose partitions have not been looked at. */
  static InputLog of(InputTopic topic, int partitions) {
    return new InputLog(Optional.of(topic), partitions);
  }

  /** Returns a log of which nothing is known, and by which nothing is judged. */
  public static InputLog unknown() {
    return new InputLog(Optional.empty(), 0);
  }

  Optional<InputTopic> topic() {
    return topic;
  }

  int partitions() {
    return partitions;
  }

  /** Notes that the topic has so many partitions. */
  void has(int count) {
    partitions = count;
  }

  /** Notes that somebody moved the group's offset past records that were never read. */
  void passedOver(int partition, long to) {
    passed.put(partition, to);
  }

  /** Returns up to where records were passed over when the pipeline started, 0 if none were. */
  long passedOver(int partition) {
    return passed.getOrDefault(partition, 0L);
  }

  /** Notes that all before an offset is gone; a log never begins earlier than it did. */
  void beginsAt(int partition, long offset) {
    if (offset > start(partition)) {
      NavigableMap<Integer, Long> known =
          starts.computeIfAbsent(partition, it -> new ConcurrentSkipListMap<>());
      known.merge(looks(), offset, Math::max);
      if (known.size() > MOST_STARTS) {
        known.pollFirstEntry();
      }
    }
  }

  /** Notes to where the group's offset was when the pipeline was allowed to start. */
  void setTo(int partition, long offset) {
    accepted.merge(partition, offset, Math::max);
  }

  /** Tells whether records before an offset were known to be gone when the pipeline started. */
  boolean isAccepted(int partition, long end) {
    return end <= accepted.getOrDefault(partition, 0L);
  }

  /** Notes that every partition has been looked at. */
  void looked() {
    looks.incrementAndGet();
  }

  /** Returns the first offset that is not known to be gone. */
  long start(int partition) {
    return start(partition, Integer.MAX_VALUE);
  }

  /** Returns what was the first offset not known to be gone when there had been so many looks. */
  long start(int partition, int looks) {
    NavigableMap<Integer, Long> known = starts.get(partition);
    Map.Entry<Integer, Long> then = known == null ? null : known.floorEntry(looks);
    return then == null ? 0 : then.getValue();
  }

  /** Counts records that are lost. */
  void countLost(long records) {
    lost.add(records);
  }

  /** Counts a record that came again. */
  void countRepeated() {
    repeated.increment();
  }

  long lost() {
    return lost.sum();
  }

  long repeated() {
    return repeated.sum();
  }

  /** Returns how often every partition has been looked at. */
  int looks() {
    return looks.get();
  }
}
