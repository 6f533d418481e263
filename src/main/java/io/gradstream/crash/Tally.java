package io.gradstream.crash;

import io.gradstream.streams.output.Origin;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was done to a pipeline, where it stood then, and how long it took to go on. */
final class Tally {

  private final List<Event> events = new ArrayList<>();
  private int endedByThemselves;
  private int setByHand;

  /**
   * Something that was done.
   *
   * @param committed the offset of each input partition up to which was committed then
   * @param ofLabels the same of the topic of labels, if there is one
   * @param backMillis until the partition went on; negative if nobody waited for it
   */
  private record Event(
      FaultKind kind, Map<Integer, Long> committed, Map<Integer, Long> ofLabels, long backMillis) {

    boolean isBefore(Origin origin) {
      Map<Integer, Long> read = origin.isOfLabels() ? ofLabels : committed;
      return read.getOrDefault(origin.partition(), 0L) <= origin.offset();
    }
  }

  void add(
      FaultKind kind, Map<Integer, Long> committed, Map<Integer, Long> ofLabels, long backMillis) {
    events.add(new Event(kind, Map.copyOf(committed), Map.copyOf(ofLabels), backMillis));
  }

  /** Notes how many instances ended without being told to. */
  void endedByThemselves(int count) {
    endedByThemselves = count;
  }

  int endedByThemselves() {
    return endedByThemselves;
  }

  /** Notes how often an offset was set because a message said so. */
  void setByHand(int count) {
    setByHand = count;
  }

  int setByHand() {
    return setByHand;
  }

  /** Returns how often each kind was done. */
  Map<FaultKind, Integer> times() {
    Map<FaultKind, Integer> times = new EnumMap<>(FaultKind.class);
    events.forEach(event -> times.merge(event.kind(), 1, Integer::sum));
    return times;
  }

  /** Returns how long a partition stood after faults of a kind, in milliseconds, in order. */
  List<Long> backMillis(FaultKind kind) {
    return events.stream()
        .filter(event -> event.kind() == kind && event.backMillis() >= 0)
        .map(Event::backMillis)
        .sorted()
        .toList();
  }

  /** Returns the fault that came last before a record was committed. */
  Optional<FaultKind> before(Origin origin) {
    Optional<FaultKind> found = Optional.empty();
    for (Event event : events) {
      if (event.isBefore(origin)) {
        found = Optional.of(event.kind());
      }
    }
    return found;
  }
}
