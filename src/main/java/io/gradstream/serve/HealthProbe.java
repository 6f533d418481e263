package io.gradstream.serve;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams.State;

/** A question about a running pipeline that a state of Kafka Streams answers with yes or no. */
public enum HealthProbe {
  /** Everything that is checked at start was there, and the application has begun. */
  STARTED(EnumSet.of(State.REBALANCING, State.RUNNING, State.PENDING_SHUTDOWN)),

  /** Records are read, or would be if this instance had a partition. */
  READY(EnumSet.of(State.RUNNING)),

  /**
   * Nothing is gained by killing the process: it starts, works, restores a model however large,
   * waits for a rebalance, or commits before it ends.
   */
  LIVE(EnumSet.complementOf(EnumSet.of(State.PENDING_ERROR, State.ERROR, State.NOT_RUNNING)));

  private static final String PREFIX = "/health/";

  private final Set<State> states;

  HealthProbe(Set<State> states) {
    this.states = states;
  }

  /** Returns the path that asks it, such as {@code /health/ready}. */
  public String path() {
    return PREFIX + label();
  }

  /** Returns the name of the answer, such as {@code ready}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Tells whether the answer is yes. */
  boolean holds(State state) {
    return states.contains(state);
  }

  /** Returns the probe that a path asks. */
  static Optional<HealthProbe> at(String path) {
    for (HealthProbe probe : values()) {
      if (probe.path().equals(path)) {
        return Optional.of(probe);
      }
    }
    return Optional.empty();
  }
}
