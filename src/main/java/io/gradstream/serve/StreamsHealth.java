package io.gradstream.serve;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams.State;

/** The health of a pipeline that learns, by the state of its Kafka Streams. */
public final class StreamsHealth implements Health {

  private static final Set<State> STARTED =
      EnumSet.of(State.REBALANCING, State.RUNNING, State.PENDING_SHUTDOWN);
  private static final Set<State> DEAD =
      EnumSet.of(State.PENDING_ERROR, State.ERROR, State.NOT_RUNNING);

  private final Supplier<State> state;
  private final Supplier<Map<String, String>> details;

  /** Creates it; both are asked for every answer, from several threads. */
  public StreamsHealth(Supplier<State> state, Supplier<Map<String, String>> details) {
    this.state = state;
    this.details = details;
  }

  @Override
  public boolean holds(HealthProbe probe) {
    State now = state.get();
    return switch (probe) {
      case STARTED -> STARTED.contains(now);
      case READY -> now == State.RUNNING;
      case LIVE -> !DEAD.contains(now);
    };
  }

  @Override
  public String state() {
    return state.get().name();
  }

  @Override
  public Map<String, String> details() {
    return details.get();
  }
}
