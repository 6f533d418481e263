package io.gradstream.streams.sensors;

import io.gradstream.core.data.Refusal.Reason;
import java.util.EnumMap;
import java.util.Map;

/** Counts dead letters by reason; a reason is there from its first one on. */
final class Reasons {

  static final String GROUP = "gradstream-dead-letter-metrics";

  private final TaskSensors sensors;
  private final Map<Reason, Figure> counts = new EnumMap<>(Reason.class);

  Reasons(TaskSensors sensors) {
    this.sensors = sensors;
  }

  void add(Reason reason) {
    counts.computeIfAbsent(reason, this::count).add();
  }

  private Figure count(Reason reason) {
    return sensors.add(
        sensors.name(
            GROUP,
            "dead-letters-total",
            "The records that could not be used.",
            "reason",
            reason.name()),
        Figure.count());
  }
}
