package io.gradstream.serve;

import java.util.Map;

/** What answers {@link HealthProbe}s; asked from several threads. */
public interface Health {

  /** Tells whether the answer to a question is yes. */
  boolean holds(HealthProbe probe);

  /** Returns a word for what it is doing. */
  String state();

  /**
   * Returns what is to be said besides, by name: why records stand still, how far a restore is; it
   * changes no answer.
   */
  default Map<String, String> details() {
    return Map.of();
  }
}
