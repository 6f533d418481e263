package io.gradstream.serve.metrics;

import java.util.List;
import java.util.Map;

/**
 * A metric of Kafka's clients as Prometheus is to have it.
 *
 * @param group Kafka's group
 * @param metric Kafka's name
 * @param name Prometheus' name, of a counter without {@code _total}
 * @param type how it changes
 * @param scale by which a value is multiplied for its base unit
 * @param labels labels by the tags that become them; those of a metric with other tags than these
 *     and the ignored ones are another's, which only has the same name
 * @param help a sentence
 */
record Exported(
    String group,
    String metric,
    String name,
    Type type,
    double scale,
    Map<String, String> labels,
    String help) {

  /** Tags that say nothing in one process, or that change while the series is to go on. */
  private static final List<String> IGNORED = List.of("thread-id", "task-id", "pipeline");

  /** How a metric changes. */
  enum Type {
    /** It only grows, but begins anew with its process or task. */
    COUNTER,
    /** It goes up and down. */
    GAUGE
  }

  /** Copies the map. */
  Exported {
    labels = Map.copyOf(labels);
  }

  /** Tells whether a metric of this name and group is this one, by its tags. */
  boolean hasTags(Map<String, String> tags) {
    return tags.keySet().containsAll(labels.keySet())
        && tags.keySet().stream().allMatch(tag -> labels.containsKey(tag) || IGNORED.contains(tag));
  }
}
