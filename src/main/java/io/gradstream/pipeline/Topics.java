package io.gradstream.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What gradstream gives the topics that it creates; existing topics are left as they are.
 *
 * @param partitions partitions of each topic, 1 or more
 * @param replicationFactor copies of each partition; the broker's default if empty
 * @param config topic configuration by Kafka's own names
 */
public record Topics(
    int partitions, Optional<Short> replicationFactor, Map<String, String> config) {

  /** Copies the map, keeping its order. */
  public Topics {
    config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
  }
}
