package io.gradstream.streams.input;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells from one look to the next whether records stand still that could be read on.
 *
 * <p>Offsets that wait need not be records: marks of transactions count as well, and a group may
 * never commit the last of them. So whoever looks is asked whether there is a record before
 * anything is said.
 */
final class Stalls {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final long patience;
  private final Records records;
  private final Set<String> together; // topics of which the earliest record is taken
  private final Map<TopicPartition, Still> partitions = new HashMap<>();
  private long answered;
  private boolean looked;

  /** What is asked about the records of a partition. */
  interface Records {

    /** Tells whether it has a record at an offset or after it that can be read. */
    boolean waits(TopicPartition partition, long offset);

    /** Says which transaction holds it up and how that is ended. */
    String holder(TopicPartition partition);
  }

  /** Since when a partition stands still, by each of the reasons. */
  private static final class Still {
    private Position last;
    private long stableSince;
    private long committedSince;
    private boolean marksOnly;

    Still(Position first, long now) {
      last = first;
      stableSince = now;
      committedSince = now;
    }

    /** Returns whether records have been finished. */
    boolean look(Position position, long now) {
      boolean moved = position.committed() != last.committed();
      if (position.stable() != last.stable() || !position.isHeldUp()) {
        stableSince = now;
      }
      if (moved || !position.hasMore()) {
        committedSince = now;
      }
      marksOnly &= !moved && position.stable() == last.stable();
      last = position;
      return moved;
    }
  }

  /** Starts without having looked; {@code patience} is how long records may stand still. */
  Stalls(Duration patience, Records records) {
    this(patience, records, Set.of());
  }

  /**
   * Starts without having looked.
   *
   * @param patience how long records may stand still
   * @param together topics whose partitions of one number are read together, the earliest record
   *     first: one waits while the other moves
   */
  Stalls(Duration patience, Records records, Set<String> together) {
    this.patience = patience.toNanos();
    this.records = records;
    this.together = Set.copyOf(together);
  }

  /** Notes when the first look is due, from which brokers are to answer. */
  void begin(long now) {
    looked = true;
    answered = now;
  }

  /**
   * Takes one look.
   *
   * @param positions those of every partition
   * @param state what the application does, in a word
   * @param now a time as {@link System#nanoTime} is
   * @return a sentence on what stands still
   */
  Optional<String> look(Map<TopicPartition, Position> positions, String state, long now) {
    looked = true;
    answered = now;
    Optional<String> stall = Optional.empty();
    Set<Integer> moved = new HashSet<>();
    positions.forEach(
        (partition, position) -> {
          Still still = partitions.computeIfAbsent(partition, it -> new Still(position, now));
          if (still.look(position, now) && together.contains(partition.topic())) {
            moved.add(partition.partition());
          }
        });
    for (TopicPartition each : positions.keySet()) {
      Still still = requireNonNull(partitions.get(each));
      if (together.contains(each.topic()) && moved.contains(each.partition())) {
        still.committedSince = now;
      }
      if (stall.isEmpty()) { // to look for records takes time, and one sentence is enough
        stall = judge(each, still, state, now);
      }
    }
    return stall;
  }

  /**
   * Takes a look that failed.
   *
   * @param servers where the brokers are
   * @param reason what Kafka's client says of it
   * @param time the time of day, for people
   * @param now a time as {@link System#nanoTime} is
   */
  Optional<String> failed(String servers, String reason, LocalTime time, long now) {
    if (!looked) {
      looked = true;
      answered = now;
    }
    return now - answered < patience
        ? Optional.empty()
        : Optional.of(
            "no broker at %s since %s (%d s: %s); nothing is lost: what is not committed is read again"
                .formatted(
                    servers,
                    TIME.format(time.minusNanos(now - answered)),
                    seconds(now - answered),
                    reason));
  }

  private Optional<String> judge(TopicPartition partition, Still still, String state, long now) {
    Position at = still.last;
    if (at.isHeldUp() && now - still.stableSince >= patience) {
      return Optional.of(
          ("a transaction on partition %d of topic '%s' has been open for %d s or more: nothing from"
                  + " offset %d on can be read until it ends, and %d offsets wait; %s")
              .formatted(
                  partition.partition(),
                  partition.topic(),
                  seconds(now - still.stableSince),
                  at.stable(),
                  at.end() - at.stable(),
                  records.holder(partition)));
    }
    if (!at.hasMore() || still.marksOnly || now - still.committedSince < patience) {
      return Optional.empty();
    }
    if (!records.waits(partition, at.committed())) {
      still.marksOnly = true;
      return Optional.empty();
    }
    return Optional.of(
        ("no record of partition %d of topic '%s' has been finished for %d s or more, and %d offsets"
                + " from %d on wait; the application is %s")
            .formatted(
                partition.partition(),
                partition.topic(),
                seconds(now - still.committedSince),
                at.stable() - at.committed(),
                at.committed(),
                state));
  }

  private static long seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos);
  }
}
