package io.gradstream.streams;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * How many records of some topics this process has still to fetch, by its consumers' own metrics.
 */
record InputLag(Supplier<Map<MetricName, ? extends Metric>> metrics, Set<String> topics)
    implements Supplier<OptionalLong> {

  @Override
  public OptionalLong get() {
    return metrics.get().entrySet().stream()
        .filter(it -> it.getKey().name().equals("records-lag") && isOfTopic(it.getKey()))
        .map(it -> it.getValue().metricValue())
        .filter(value -> value instanceof Double number && number >= 0)
        .mapToLong(value -> Math.round((Double) value))
        .reduce(Long::sum);
  }

  /** Of a topic with dots in its name there is a second one, with underscores in their place. */
  private boolean isOfTopic(MetricName name) {
    return topics.contains(name.tags().getOrDefault("topic", ""));
  }
}
