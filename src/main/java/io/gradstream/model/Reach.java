package io.gradstream.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the reading of a topic is from its end, which moves on: an end that was seen is held on
 * to until it is reached, so that whoever stays a little behind is not for ever behind the newest.
 *
 * <p>Written by the thread that reads, asked from any.
 */
final class Reach {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(15);

  private Map<TopicPartition, Long> wanted = Map.of();
  private Map<TopicPartition, Long> newest = Map.of();
  private long wantedAt;
  private boolean isReached;
  private volatile boolean everReached;
  private volatile long since; // when an end was reached last, or the reading began
  private volatile long missing; // records, to the newest end that was seen

  Reach(long now) {
    since = now;
  }

  /** Takes note of where the partitions end at a moment, in nanoseconds. */
  void ends(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions, long now) {
    newest = ends;
    missing = behind(positions);
    if (wantsEnd()) {
      wanted = ends;
      wantedAt = now;
      isReached = false;
    }
  }

  /** Tells whether no end is to be reached: none was seen yet, or the last one is reached. */
  boolean wantsEnd() {
    return isReached || wanted.isEmpty();
  }

  /** Takes note of how far was read; returns whether an end is reached. */
  boolean isReached(Map<TopicPartition, Long> positions, long now) {
    isReached = !wanted.isEmpty() && isPast(wanted, positions);
    missing = behind(positions); // the newest end may lie beyond the one that is reached
    if (isReached) {
      everReached = true;
      since = now;
    }
    return isReached;
  }

  /** Tells whether a partition was read as far as its end was seen. */
  boolean isReached(TopicPartition partition, Map<TopicPartition, Long> positions) {
    return wanted.containsKey(partition)
        && at(partition, positions) >= wanted.getOrDefault(partition, 0L);
  }

  private long behind(Map<TopicPartition, Long> positions) {
    return newest.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - at(end.getKey(), positions)))
        .sum();
  }

  private static boolean isPast(
      Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
    return ends.entrySet().stream().allMatch(end -> at(end.getKey(), positions) >= end.getValue());
  }

  private static long at(TopicPartition partition, Map<TopicPartition, Long> positions) {
    return positions.getOrDefault(partition, 0L);
  }

  /** Returns the ends that are, or were, to be reached. */
  Map<TopicPartition, Long> wanted() {
    return wanted;
  }

  /** Returns when they were seen. */
  long wantedAt() {
    return wantedAt;
  }

  /**
   * Returns how many records were still to be read to the newest end that was seen, markers of
   * transactions included, when it was last asked how far was read.
   */
  long missing() {
    return missing;
  }

  /** Returns a sentence if no end was reached for long. */
  Optional<String> problem(long now) {
    long late = now - since;
    if (late < PATIENCE) {
      return Optional.empty();
    }
    String sentence =
        everReached
            ? "the newest commit has not been reached for %d s, %,d records behind: the models are read more slowly than they are written"
            : "the models have been read for %d s, and %,d records are still to come";
    return Optional.of(sentence.formatted(Duration.ofNanos(late).toSeconds(), missing));
  }
}
